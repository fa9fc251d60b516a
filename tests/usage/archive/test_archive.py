"""What is archived is found again, and cut anew, to the last row."""

import hashlib
import hmac
from datetime import date
from decimal import Decimal
from fractions import Fraction

import duckdb
import pytest

from tests.usage.check.files import KEY, check_rows, row
from usage.archive.reading import reading
from usage.archive.rebucket import rebucket
from usage.archive.source_rows import Archives, LineOfRows, SourceSums, every_source_row, source_rows

LINE = {
    "application": "search",
    "model": "llama-3-8b",
    "market": "US",
    "unit": "requests",
    "currency": "USD",
}
OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))


@pytest.fixture
def archives(tmp_path):
    """Two reports of one period: the second has a row of another market and one that is rejected."""
    verdicts = []
    for name, rows in {
        "first": [row(usage_date=f"2026-10-{day:02d}", quantity=f"{day}") for day in (20, 3, 11)],
        "second": [
            row(quantity="0.000000000001", source_ref="s-1"),
            row(market="JP"),
            row(quantity="oops"),
            row(usage_date="2026-10-31", quantity="999999999999999.999999999999", customer_ref=""),
        ],
    }.items():
        (tmp_path / name).mkdir()
        verdicts.append(check_rows(tmp_path / name, *rows))
    return [verdict.rows_path for verdict in verdicts]


def found_in(archives, ranges=(OCTOBER,), root=None, **members):
    """The sums, all rows, and nothing else of one line."""
    line = LineOfRows(**LINE | members, date_ranges=ranges)
    return source_rows(archives=Archives(reports=[[path] for path in archives], root=root), line=line)


def test_the_rows_of_a_line_come_in_the_order_of_files_and_lines(archives):
    sums, found = found_in(archives)
    assert [(each.file, each.line, each.usage_date.day) for each in found] == [
        (0, 2, 20),
        (0, 3, 3),
        (0, 4, 11),
        (1, 2, 2),
        (1, 5, 31),
    ]
    assert found[3].quantity == Decimal("0.000000000001")
    assert sums.rows == 5


def test_a_report_may_lie_in_several_files(archives):
    line = LineOfRows(**LINE, date_ranges=[OCTOBER])
    _, found = source_rows(archives=Archives(reports=[archives, []]), line=line)
    assert [(each.file, each.line) for each in found] == [(0, 2), (0, 2), (0, 3), (0, 4), (0, 5)]


def test_the_connection_that_stays_open_finds_the_same_and_sees_nothing_else(archives, tmp_path):
    """Also after a file was written anew, and once it is gone."""
    assert found_in(archives, root=tmp_path) == found_in(archives)
    archives[0].write_bytes(archives[1].read_bytes())
    assert found_in(archives, root=tmp_path) == found_in(archives)
    with (
        reading(files=archives, root=tmp_path) as connection,
        pytest.raises(duckdb.PermissionException),
    ):
        connection.execute("FROM read_text('/etc/hostname')")
    with (
        reading(files=archives, root=tmp_path) as connection,
        pytest.raises(duckdb.Error),
    ):
        connection.execute("SET enable_external_access = true")
    archives[0].unlink()
    with pytest.raises((OSError, duckdb.Error)):
        found_in(archives, root=tmp_path)


def test_the_customer_is_known_by_a_keyed_hash_alone(archives):
    path = str(archives[0])
    found = duckdb.sql("SELECT DISTINCT customer FROM read_parquet(?)", params=[path]).fetchall()
    assert [each.bytes for (each,) in found] == [hmac.new(KEY, b"client-001", hashlib.sha256).digest()[:16]]
    assert all(b"client-001" not in path.read_bytes() for path in archives)


def test_a_page_of_rows_has_the_sums_of_all(archives):
    line, given = LineOfRows(**LINE, date_ranges=[OCTOBER]), Archives(reports=[[path] for path in archives])
    every = list(every_source_row(archives=given, line=line))
    pages = [source_rows(archives=given, line=line, offset=offset, limit=2) for offset in (0, 2, 4, 6)]
    assert [each for _, page in pages for each in page] == every
    assert len(every) == 5
    assert len({sums for sums, _ in pages}) == 1
    sums, none = source_rows(archives=given, line=line, limit=0)
    assert (sums.rows, none) == (5, [])


def test_ranges_are_half_open(archives):
    ranges = [(date(2026, 10, 2), date(2026, 10, 3)), (date(2026, 10, 11), date(2026, 10, 20))]
    _, found = found_in(archives, ranges)
    assert [each.usage_date.day for each in found] == [11, 2]
    assert found_in(archives, []) == (SourceSums(), [])


def test_the_sums_of_a_line_are_exact(archives):
    sums, _ = found_in(archives)
    assert sums.rows == 5
    assert sums.quantity == Decimal("1000000000000034.000000000000")
    assert sums.gross_revenue == Decimal("12.50")


def test_names_are_values_and_never_sql(archives):
    assert found_in(archives, model="x' OR 'a' = 'a")[0].rows == 0


def test_cutting_anew_keeps_every_row(archives):
    cuts = [date(2026, 10, 11), date(2026, 10, 1), date(2026, 12, 1)]
    whole = rebucket(parquet_paths=archives, from_date=OCTOBER[0], to_date=OCTOBER[1], cuts=[])
    cut = rebucket(parquet_paths=archives, from_date=OCTOBER[0], to_date=OCTOBER[1], cuts=cuts)
    assert sum(each.rows for each in whole) == sum(each.rows for each in cut) == 6
    assert sum(Fraction(each.quantity) for each in whole) == sum(Fraction(each.quantity) for each in cut)
    assert {(each.from_date.day, each.to_date) for each in cut} == {
        (1, date(2026, 10, 11)),
        (11, date(2026, 11, 1)),
    }


def test_foreign_currencies_are_cut_into_days(archives):
    daily = rebucket(
        parquet_paths=archives, from_date=OCTOBER[0], to_date=OCTOBER[1], cuts=[], daily_currencies={"USD"}
    )
    assert all((each.to_date - each.from_date).days == 1 for each in daily)
    assert sorted(each.from_date.day for each in daily) == [2, 2, 3, 11, 20, 31]


def test_cutting_anew_gives_what_checking_would_have_given(tmp_path):
    rows = [row(usage_date=f"2026-10-{day:02d}", currency=["USD", "EUR"][day % 2]) for day in range(1, 32)]
    cuts, daily = (date(2026, 10, 8), date(2026, 10, 20)), frozenset({"EUR"})
    verdict = check_rows(tmp_path, *rows, cuts=cuts, daily_currencies=daily)
    again = rebucket(
        parquet_paths=[verdict.rows_path],
        from_date=OCTOBER[0],
        to_date=OCTOBER[1],
        cuts=cuts,
        daily_currencies=daily,
    )
    assert again == verdict.buckets
