"""Parquet: typed columns, and files made to hurt."""

import struct
from decimal import Decimal

import duckdb
import pytest

from tests.usage.check.files import GOOD, check, faults
from tests.usage.formats.tables import NAMES, as_parquet, refusal, table
from usage.check.rules import Limits
from usage.formats.kinds import Format
from usage.formats.write import table_response


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


@pytest.mark.parametrize("value", ["['a', {line}]", "{{'a': {line}}}", "MAP {{'a': {line}}}"])
def test_lines_in_a_nested_value_are_no_rows(tmp_path, value):
    smuggled = ",".join({**GOOD, "quantity": "999"}.values())
    value = value.format(line=f"chr(10) || '{smuggled}' || chr(10)")
    verdict = check(tmp_path, write(tmp_path, typed(source_ref=value)))
    assert (verdict.rows, verdict.accepted) == (1, 1)
    assert str(verdict.buckets[0].quantity) == "12.000000000000"


def test_nul_in_a_nested_value_is_refused(tmp_path):
    content = write(tmp_path, typed(source_ref="['a' || chr(0)]"))
    assert refusal(check(tmp_path, content)) == ("unsupported_format", None, {"kind": "binary"})


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("0::DECIMAL(4, 4)", "0E-12"),
        ("0.5::DECIMAL(4, 4)", "0.500000000000"),
        ("0::DECIMAL(10, 2)", "0E-12"),
        ("100::DECIMAL(10, 2)", "100.000000000000"),
        ("0.00001::DOUBLE", "0.000010000000"),
        ("1.5e-7::FLOAT", "1.50000E-7"),
        ("'-0'::DOUBLE", "0E-12"),
        ("100::DOUBLE", "100.000000000000"),
    ],
)
def test_a_number_means_the_same_in_every_type(tmp_path, value, meant):
    [bucket] = check(tmp_path, write(tmp_path, typed(gross_revenue=value))).buckets
    assert bucket.gross_revenue == Decimal(meant)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("1e16::DOUBLE", "number_too_large"),
        ("1e-18::DOUBLE", "too_many_decimals"),
        ("1e-30::DOUBLE", "bad_number"),
        ("'nan'::DOUBLE", "bad_number"),
        ("'inf'::DOUBLE", "bad_number"),
        ("true", "bad_number"),
        ("-0.5::DECIMAL(4, 4)", "negative_value"),
    ],
)
def test_a_number_no_csv_may_hold_is_refused_in_every_type(tmp_path, value, code):
    content = write(tmp_path, typed(gross_revenue=value))
    assert faults(check(tmp_path, content)) == [(2, "gross_revenue", code)]


def test_rows_beyond_the_limit_are_not_written(tmp_path):
    content = write(tmp_path, typed() + " FROM range(200000)")
    verdict = check(tmp_path, content, limits=Limits(max_unpacked_bytes=1024 * 1024))
    assert refusal(verdict)[0] == "file_too_large"
    few = write(tmp_path, typed() + " FROM range(50000)")
    verdict = check(tmp_path, few, limits=Limits(max_unpacked_bytes=1024 * 1024))
    assert refusal(verdict)[0] == "file_too_large"


def test_a_row_of_megabytes_is_given_back(tmp_path):
    long = "x" * 3_000_000
    response = table_response(rows=iter([["market", "line"], [long, "2"]]), kind=Format.PARQUET, name="rows")
    path = tmp_path / "rows.parquet"
    path.write_bytes(b"".join(response.streaming_content))
    assert duckdb.sql(f"FROM read_parquet('{path}')").fetchall() == [(long, "2")]
