"""Reports of several chunks, and who may work on them."""

import pytest

from tests.factories.usage import csv_bytes, received_report
from usage import tasks
from usage.check_report import check_report
from usage.chunks.check_part import check_part
from usage.models import Report

ROWS = 60


def many_rows() -> bytes:
    """Sixty rows: six of an unknown market, three with the reference of an earlier one, two equal."""
    rows = [{"source_ref": f"r{number}", "quantity": str(number)} for number in range(ROWS)]
    for number in range(0, ROWS, 10):
        rows[number]["market"] = "XX"
    rows[41]["source_ref"], rows[57]["source_ref"] = "r1", "r40"
    rows[44]["source_ref"] = "r2"
    for number in (13, 52):
        rows[number] = {"quantity": "7"}
    return csv_bytes(*rows)


@pytest.fixture
def small_chunks(settings):
    """About six chunks to a file of many_rows."""
    settings.USAGE_CHUNK_BYTES = len(many_rows()) // 6
    settings.USAGE_CHUNKS_AT_ONCE = 2


@pytest.fixture
def line(monkeypatch) -> list[int]:
    """Ids of parts put in line, which no worker takes."""
    monkeypatch.setattr(tasks.check_report, "apply_async", lambda args: None)
    return []


@pytest.fixture
def handed_out(agreement, small_chunks, line) -> Report:
    """A report of six chunks, two of them in line."""
    report = received_report(agreement, "2026-10", many_rows())
    assert not check_report(report_id=report.pk, queue=line.append)
    report.refresh_from_db()
    return report


def work_off(line: list[int]) -> int:
    """Check what is in line until nothing is; how many parts were checked."""
    kept = 0
    while line:
        kept += check_part(part_id=line.pop(0), queue=line.append)
    return kept
