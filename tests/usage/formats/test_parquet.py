"""Parquet: typed columns, and files made to hurt."""

import struct

import duckdb

from tests.usage.check.files import GOOD, check, faults
from tests.usage.formats.tables import NAMES, as_parquet, refusal, table


def write(folder, select: str) -> bytes:
    path = folder / "typed.parquet"
    duckdb.sql(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    return path.read_bytes()


def typed(**cells) -> str:
    values = {name: f"'{GOOD[name]}'" for name in NAMES} | cells
    return "SELECT " + ", ".join(f"{value} AS {name}" for name, value in values.items())


def test_typed_columns(tmp_path):
    content = write(
        tmp_path,
        typed(
            usage_date="TIMESTAMP '2026-10-02 00:00:00'",
            quantity="12::BIGINT",
            gross_revenue="2.5::DECIMAL(38, 18)",
            deductions="0.1::DOUBLE",
            source_ref="NULL::VARCHAR",
        ),
    )
    verdict = check(tmp_path, content)
    assert (verdict.rows, verdict.accepted) == (1, 1)
    assert str(verdict.buckets[0].gross_revenue) == "2.500000000000"


def test_a_time_of_day_is_no_date(tmp_path):
    content = write(tmp_path, typed(usage_date="TIMESTAMP '2026-10-02 23:59:59'"))
    assert faults(check(tmp_path, content)) == [(2, "usage_date", "bad_date")]


def test_the_end_of_the_file_is_noise(tmp_path):
    content = as_parquet(table(), tmp_path)
    for cut in (content[:-9] + b"\xff" * 5 + b"PAR1", content[:200], b"PAR1" + b"\0" * 400):
        assert refusal(check(tmp_path, cut))[2] == {"damaged": "parquet"}


def test_a_length_beyond_the_file(tmp_path):
    content = as_parquet(table(), tmp_path)
    evil = content[:-8] + struct.pack("<I", 2**31) + b"PAR1"
    assert refusal(check(tmp_path, evil))[2] == {"damaged": "parquet"}


def test_a_hundred_thousand_columns(tmp_path):
    columns = ", ".join(f"{n} AS c{n}" for n in range(3000))
    assert refusal(check(tmp_path, write(tmp_path, f"SELECT {columns}")))[0] == "unknown_column"


def test_nul_is_refused(tmp_path):
    content = write(tmp_path, typed(source_ref="'a' || chr(0)"))
    assert refusal(check(tmp_path, content)) == ("unsupported_format", None, {"kind": "binary"})
