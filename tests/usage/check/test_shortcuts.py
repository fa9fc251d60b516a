"""Where most rows are read in a shorter way, it and the exact one find the same."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest

from tests.usage.check import files
from tests.usage.check.compare import assert_as_expected
from tests.usage.check.files import GOOD, check_rows, faults, row
from tests.usage.check.test_against_oracle import random_file
from usage.archive.rebucket import rebucket
from usage.archive.source_rows import Archives, LineOfRows, source_rows
from usage.check import staging

QUOTED = '"{}"'.format


@pytest.mark.parametrize(
    "cell, reference",
    [
        ('"client-1"', "client-1"),
        ('""', None),
        ('"a,b"', "a,b"),
        ('"say ""no"""', 'say "no"'),
        ('""""', '"'),
        ('5" disk', '5" disk'),
        ('a"b"', 'a"b"'),
    ],
)
def test_quotes_are_taken_off_a_cell_and_left_in_it(tmp_path, cell, reference):
    """Whether or not all other cells of the line are quoted too, which is read in a shorter way."""
    plain = row(source_ref="here").replace("here", cell)
    quoted = ",".join(QUOTED(each) for each in GOOD.values()).removesuffix('""') + cell
    verdicts = [check_rows(tmp_path, line, row()) for line in (plain, quoted)]
    for verdict in verdicts:
        assert faults(verdict) == []
    found = duckdb.sql(f"SELECT source_ref FROM '{verdicts[1].rows_path}' WHERE line = 2").fetchall()
    assert found == [(reference,)]


@pytest.mark.parametrize("cell", ['"a"b', '"a" ', '"a', 'x","'])
def test_quotes_that_do_not_fit_are_never_taken_off(tmp_path, cell):
    verdict = check_rows(tmp_path, row(customer_ref="here").replace("here", cell), row())
    assert (verdict.accepted, verdict.rejected) == (1, 1)


def types_of(verdict):
    found = duckdb.sql(f"DESCRIBE SELECT quantity, gross_revenue FROM '{verdict.rows_path}'").fetchall()
    return [each[1] for each in found]


@pytest.mark.parametrize(
    "column, value",
    [
        ("quantity", "0.5"),
        ("quantity", "1234567890123456.7"),
        ("gross_revenue", "0.123"),
        ("gross_revenue", "0.123456789012"),
        ("gross_revenue", "123456789012345.123456789012"),
        ("deductions", "000000000000001.5"),
        ("deductions", "-0.000"),
    ],
)
def test_a_number_the_sample_did_not_announce_is_kept_to_the_last_digit(tmp_path, monkeypatch, column, value):
    monkeypatch.setattr(staging, "SAMPLE", 3)
    rows = [row(), row(), row(), row(**{column: value}), row(quantity="x")]
    assert_as_expected(tmp_path, "\n".join([files.HEADER, *rows]).encode(), files.rules())


def test_numbers_lie_as_narrow_as_they_are(tmp_path):
    assert types_of(check_rows(tmp_path, row())) == ["DECIMAL(18,0)", "DECIMAL(18,2)"]
    wide = check_rows(tmp_path, row(gross_revenue="1234567.123456789012"))
    assert types_of(wide) == ["DECIMAL(18,0)", "DECIMAL(27,12)"]


@pytest.mark.parametrize("seed", range(100, 108))
def test_what_the_sample_shows_changes_nothing(tmp_path, monkeypatch, seed):
    monkeypatch.setattr(staging, "SAMPLE", 2)
    assert_as_expected(tmp_path, random_file(seed), files.rules(correction=seed % 2 == 0))


@pytest.mark.parametrize("finer_first", [False, True])
def test_archives_of_coarse_and_fine_numbers_add_up_to_the_last_digit(tmp_path, finer_first):
    paths = []
    for name, revenue in (("coarse", "1"), ("fine", "0.000000000001"))[:: -1 if finer_first else 1]:
        (tmp_path / name).mkdir()
        paths.append(check_rows(tmp_path / name, row(gross_revenue=revenue)).rows_path)
    october = (date(2026, 10, 1), date(2026, 11, 1))
    [bucket] = rebucket(parquet_paths=paths, from_date=october[0], to_date=october[1], cuts=())
    assert bucket.gross_revenue == Decimal("1.000000000001")
    dimensions = {name: GOOD[name] for name in ("application", "model", "market", "unit", "currency")}
    line = LineOfRows(**dimensions, date_ranges=[october])
    sums, found = source_rows(archives=Archives(reports=[paths]), line=line)
    assert sums.gross_revenue == bucket.gross_revenue
    assert {f"{each.gross_revenue:.12f}" for each in found} == {"1.000000000000", "0.000000000001"}
