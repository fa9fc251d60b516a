"""Reports of millions of rows on the running stack: check, archive, sums, settlement, and the way back.

Worker processes are counted by the kernel: their CPU includes Celery, storage and database calls. Small: one
million rows in place of ten, no growth.
"""

import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import usage_file, yardsticks
from tests.bench.drill import drill
from tests.bench.running import RunningPortal
from tests.bench.verdict import prepare, upload
from tests.bench.workers import cpu_seconds, peak_mib

SMALL = os.environ.get("SIZE") == "small"
MILLION = 1_000_000
ROWS = MILLION if SMALL else 10 * MILLION
LARGEST = 8 * 1024**3
BOUNDS = {
    "verdict_1m_s": 15.0,
    "drill_p50_ms": 100.0,
    "drill_max_ms": 250.0,
    "ingest_settle_cpu_ratio": 3.0,
    "growth_10m": 1.15,
    "growth_50m": 1.15,
    "worker_peak_mib": 400.0,
    "archive_ratio": 0.30,
}
LEAST = {"pandas_speedup": 5.0, "pydantic_speedup": 5.0, "two_workers_speedup": 1.5, "faults_found": 1.0}


@dataclass(frozen=True)
class Checked:
    """One report's check: seconds from its start to its verdict, CPU of the workers, the report's id."""

    rows: int
    verdict: float
    wall: float
    cpu: float
    report: int


def measure(turn: int) -> dict[str, float]:
    with files(turn) as paths:
        bare = yardsticks.run("bare", paths[ROWS])
        with stack() as (portal, person, agreements):
            figures, whole = on_stack(portal, person, agreements, turn, paths, bare)
            portal.stop()
            start(portal, workers=1)
            portal.use_database()
            alone = check(portal, person, agreements[3], paths[ROWS], ROWS)
        others = {name: yardsticks.run(name, paths[each]) for name, each in YARDSTICK_ROWS.items()}
        require_equal(others["pandas"], whole["found"])
        by_row = others["pydantic"].cpu / YARDSTICK_ROWS["pydantic"]
        return {
            **figures,
            "two_workers_speedup": alone.wall / whole["check"],
            "pandas_speedup": others["pandas"].wall / whole["wall"],
            "pydantic_speedup": by_row / (whole["cpu"] / ROWS),
        }


YARDSTICK_ROWS = {"pandas": ROWS, "pydantic": MILLION // 5}


def on_stack(
    portal: RunningPortal, person, agreements: list[str], turn: int, paths: dict[int, Path], bare
) -> tuple[dict[str, float], dict[str, Any]]:
    """The figures, and of the whole file: seconds and CPU to its settlement, and what was found."""
    million = check(portal, person, agreements[0], paths[MILLION], MILLION)
    main = million if ROWS == MILLION else check(portal, person, agreements[1], paths[ROWS], ROWS)
    number = agreements[0] if ROWS == MILLION else agreements[1]
    found = verdict_of(main.report)
    figures = {
        "verdict_1m_s": million.verdict,
        "archive_ratio": archived_bytes(portal, main.report) / paths[ROWS].stat().st_size,
        "faults_found": faults_found(main.report, turn),
    }
    settle_cpu, settle_wall, statement = settle(main.report, number)
    figures |= drill(person, statement)
    if not SMALL:
        largest = check(portal, person, agreements[2], paths[5 * ROWS], 5 * ROWS)
        figures["growth_10m"] = (main.cpu / ROWS) / (million.cpu / MILLION)
        figures["growth_50m"] = (largest.cpu / largest.rows) / (main.cpu / ROWS)
    figures["worker_peak_mib"] = peak_mib(portal.state)
    # Submitting and settling are done here, as a worker would.
    cpu = main.cpu + settle_cpu
    figures["ingest_settle_cpu_ratio"] = cpu / bare.cpu
    return figures, {"check": main.wall, "wall": main.wall + settle_wall, "cpu": cpu, "found": found}


@contextmanager
def files(turn: int) -> Iterator[dict[int, Path]]:
    folder = Path(tempfile.mkdtemp(prefix="portal-bench-usage-"))
    try:
        paths = {}
        for rows in {MILLION, ROWS, *YARDSTICK_ROWS.values()} | (set() if SMALL else {5 * ROWS}):
            paths[rows] = folder / f"{rows}.csv"
            usage_file.write_file(paths[rows], rows=rows, seed=turn)
        yield paths
    finally:
        shutil.rmtree(folder)


@contextmanager
def stack() -> Iterator[tuple[RunningPortal, Any, list[str]]]:
    portal = RunningPortal()
    try:
        start(portal, workers=2)
        yield portal, *prepare(portal, agreements=4)
    finally:
        portal.remove()


def start(portal: RunningPortal, *, workers: int) -> None:
    sizes = {"WORKER_PROCESSES": str(workers), "USAGE_MAX_BYTES": str(LARGEST)}
    portal.start(sys.executable, "manage.py", "run_all", **sizes)


def check(portal: RunningPortal, person, agreement: str, path: Path, rows: int) -> Checked:
    """Uploaded through the page; over when the page shows the verdict."""
    before = cpu_seconds(portal.state)
    with path.open("rb") as content:
        verdict, report = upload(
            person, agreement, content, pause=0.05 if rows == MILLION else 1, patience=1800
        )
    row = verdict_of(report)
    wall = (row.checked_at - row.check_started_at).total_seconds()
    return Checked(rows, verdict, wall, cpu_seconds(portal.state) - before, report)


def verdict_of(report: int):
    from django.db import connection

    from usage.models import Report

    row = Report.objects.select_related("agreement", "period", "file").get(pk=report)
    connection.close()
    return row


def require_equal(exact: yardsticks.Taken, found) -> None:
    """The verdict's rows and revenue against those of the pandas script."""
    sums = {
        each["name"]: each["gross_revenue"] - each["deductions"]
        for each in ({**row, **_decimals(row)} for row in found.verdict["by_currency"])
    }
    told = {name: _decimal(value) for name, value in exact.sums.items()}
    if (found.accepted, sums) != (exact.rows, told):
        raise AssertionError(f"{found.accepted} rows, {sums}; the exact ones are {exact.rows}, {told}")


def _decimals(row: dict) -> dict:
    return {name: _decimal(row[name]) for name in ("gross_revenue", "deductions")}


def _decimal(text: str):
    from decimal import Decimal

    return Decimal(text)


def faults_found(report: int, turn: int) -> float:
    """Planted faults found, each by its line, column and code; what was not planted counts against."""
    from usage.problems import every_problem

    told = {(each.line, each.column, each.code) for each in every_problem(report=verdict_of(report))}
    wanted = usage_file.planted(rows=ROWS, seed=turn)
    return len(told & wanted) / len(told | wanted)


def archived_bytes(portal: RunningPortal, report: int) -> int:
    """All that is kept of a report beside its original bytes."""
    folders = (portal.state / "files" / "usage").glob(f"*/{report}")
    return sum(each.stat().st_size for folder in folders for each in folder.rglob("*") if each.is_file())


def settle(report: int, agreement: str) -> tuple[float, float, str]:
    """CPU and seconds from the submitted report to its issued statement; the statement's number."""
    import time

    from tests.bench.drill import issue

    used, started = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    statement = issue(verdict_of(report), agreement)
    now = resource.getrusage(resource.RUSAGE_SELF)
    cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return cpu, time.monotonic() - started, statement
