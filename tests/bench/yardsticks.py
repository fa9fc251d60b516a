"""What ingest is measured against, each a process of its own: `python -m tests.bench.yardsticks NAME FILE`.

bare: DuckDB's exact aggregate, nothing checked (B in ../shared/notes/ingest-performance.md). pandas: an exact
script as an analyst writes it, with the rules of a row, without an archive. pydantic: a model for each row.
Each prints rows accepted and net revenue by currency.
"""

import csv
import json
import resource
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from portal.embedded.paths import ROOT
from tests.bench import usage_file as usage

KEYS = ["application", "model", "market", "unit", "currency"]
NUMBERS = ["quantity", "gross_revenue", "deductions"]
WORDS = {
    "application": usage.APPLICATIONS,
    "model": usage.MODELS,
    "market": usage.MARKETS,
    "unit": usage.UNITS,
    "currency": usage.CURRENCIES,
    "usage_date": tuple(f"2026-10-{day:02}" for day in range(1, 32)),
}
NUMBER = r"[0-9]{1,15}(\.[0-9]{1,12})?"
PERSONAL = r"@"


@dataclass(frozen=True)
class Taken:
    """Seconds, and what was found: rows accepted, sums by currency."""

    wall: float
    cpu: float
    rows: int
    sums: dict[str, str]


def run(name: str, path: Path) -> Taken:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    command = [sys.executable, "-m", "tests.bench.yardsticks", name, str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found = json.loads(told)
    return Taken(wall, cpu, found["rows"], found["sums"])


def bare(path: Path) -> tuple[int, dict[str, Decimal]]:
    import duckdb

    numbers = dict.fromkeys(NUMBERS, "DECIMAL(18, 6)")
    columns = {name: numbers.get(name, "VARCHAR") for name in usage.COLUMNS} | {"usage_date": "DATE"}
    with duckdb.connect(config={"threads": 2, "memory_limit": "1GiB"}) as duck:
        found = duck.execute(
            f"""
            SELECT {", ".join(KEYS)}, count(*), sum(quantity), sum(gross_revenue), sum(deductions)
            FROM read_csv('{path}', columns = {columns}, auto_detect = false, header = true, delim = ',',
                ignore_errors = true)
            GROUP BY ALL
            """
        ).fetchall()
    return _by_currency((row[4], *row[5:]) for row in found)


def pandas(path: Path) -> tuple[int, dict[str, Decimal]]:
    import pandas

    rows = pandas.read_csv(
        path, dtype=str, keep_default_na=False, na_filter=False, on_bad_lines="skip", engine="c"
    )
    right = ~rows["customer_ref"].str.contains(PERSONAL)
    for name, words in WORDS.items():
        right &= rows[name].isin(words)
    rows.loc[rows["deductions"] == "", "deductions"] = "0"
    for name in NUMBERS:
        right &= rows[name].str.fullmatch(NUMBER)
    rows = rows[right]
    for name in NUMBERS:
        rows[name] = rows[name].map(Decimal)
    sums = rows.groupby(KEYS, dropna=False)[NUMBERS].sum()
    counts = rows.groupby(KEYS, dropna=False).size()
    return _by_currency(
        (key[4], int(counts[key]), *(row[name] for name in NUMBERS))
        for key, row in zip(sums.index, sums.to_dict("records"), strict=True)
    )


def pydantic(path: Path) -> tuple[int, dict[str, Decimal]]:
    from pydantic import BaseModel, ConfigDict, Field, ValidationError

    number = Annotated[str, Field(pattern=f"^{NUMBER}$")]

    class Row(BaseModel):
        model_config = ConfigDict(extra="forbid")

        usage_date: Annotated[date, Field(ge=date(2026, 10, 1), lt=date(2026, 11, 1))]
        application: Literal[usage.APPLICATIONS]
        model: Literal[usage.MODELS]
        market: Literal[usage.MARKETS]
        customer_ref: Annotated[str, Field(pattern="^[^@]*$")]
        unit: Literal[usage.UNITS]
        quantity: number
        gross_revenue: number
        deductions: Annotated[str, Field(pattern=f"^({NUMBER})?$")]
        currency: Literal[usage.CURRENCIES]

    sums: dict[tuple, list] = defaultdict(lambda: [0, Decimal(0), Decimal(0), Decimal(0)])
    with path.open(newline="", encoding="utf-8") as file:
        for cells in csv.DictReader(file, strict=True):
            try:
                row = Row.model_validate(cells)
            except (ValidationError, TypeError):
                continue
            found = sums[tuple(getattr(row, name) for name in KEYS)]
            found[0] += 1
            for place, name in enumerate(NUMBERS, 1):
                found[place] += Decimal(getattr(row, name) or 0)
    return _by_currency((key[4], *found) for key, found in sums.items())


def _by_currency(found) -> tuple[int, dict[str, Decimal]]:
    """Of currency, rows, quantity, gross revenue, deductions."""
    rows, sums = 0, defaultdict(Decimal)
    for currency, count, _quantity, gross, deductions in found:
        rows += count
        sums[currency] += (gross or 0) - (deductions or 0)
    return rows, sums


if __name__ == "__main__":
    accepted, sums = {"bare": bare, "pandas": pandas, "pydantic": pydantic}[sys.argv[1]](Path(sys.argv[2]))
    json.dump({"rows": accepted, "sums": {name: str(value) for name, value in sums.items()}}, sys.stdout)
