"""Tables of usage as files of every format."""

import csv
import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path

import duckdb
import openpyxl

from tests.usage.check.files import GOOD, HEADER
from usage.archive.duck import text

Table = Sequence[Sequence[str]]


NAMES = HEADER.split(",")


def table(*rows: dict) -> list[list[str]]:
    return [NAMES, *([{**GOOD, **each}[name] for name in NAMES] for each in rows or ({},))]


def refusal(verdict):
    [problem] = verdict.file_problems
    return problem.code, problem.line, dict(problem.details)


def as_csv(table: Table) -> bytes:
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator="\n").writerows(table)
    return lines.getvalue().encode()


def as_gzip(table: Table) -> bytes:
    return gzip.compress(as_csv(table))


def as_xlsx(table: Table, *, title: str = "usage") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in table:
        sheet.append([each or None for each in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_parquet(table: Table, folder: Path) -> bytes:
    names, *rows = table
    path = folder / "made.parquet"
    with duckdb.connect() as duck:
        columns = ", ".join(f'"{name}" VARCHAR' for name in names)
        duck.execute(f"CREATE TABLE t ({columns})")
        duck.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(names))})", rows)
        duck.execute(f"COPY t TO {text(path)} (FORMAT parquet)")
    return path.read_bytes()


def as_json_lines(table: Table) -> bytes:
    names, *rows = table
    return "".join(json.dumps(dict(zip(names, row, strict=True))) + "\n" for row in rows).encode()


MAKERS = {
    "csv": as_csv,
    "gzip": as_gzip,
    "xlsx": as_xlsx,
    "parquet": as_parquet,
    "json_lines": as_json_lines,
}


def content_of(name: str, table: Table, folder: Path) -> bytes:
    return MAKERS[name](table, folder) if name == "parquet" else MAKERS[name](table)


def in_every_format(table: Table, folder: Path) -> dict[str, bytes]:
    return {name: content_of(name, table, folder) for name in MAKERS}
