"""What is archived is found again, and cut anew, to the last row."""

import hashlib
import hmac
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.usage.check.files import KEY, check_rows, row
from usage.archive.rebucket import rebucket
from usage.archive.source_rows import source_rows, sum_source_rows

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


def test_the_rows_of_a_line_come_in_the_order_of_files_and_lines(archives):
    found = source_rows(parquet_paths=archives, **LINE, date_ranges=[OCTOBER])
    assert [(each.file, each.line, each.usage_date.day) for each in found] == [
        (0, 2, 20),
        (0, 3, 3),
        (0, 4, 11),
        (1, 2, 2),
        (1, 5, 31),
    ]
    assert found[3].source_ref == "s-1"
    assert found[3].quantity == Decimal("0.000000000001")


def test_the_customer_is_known_by_a_keyed_hash_alone(archives):
    found = source_rows(parquet_paths=archives, **LINE, date_ranges=[OCTOBER])
    assert found[0].customer == hmac.new(KEY, b"client-001", hashlib.sha256).hexdigest()[:32]
    assert found[4].customer is None
    assert all(b"client-001" not in path.read_bytes() for path in archives)


def test_a_page_of_rows(archives):
    every = source_rows(parquet_paths=archives, **LINE, date_ranges=[OCTOBER], limit=None)
    paged = [
        each
        for offset in (0, 2, 4, 6)
        for each in source_rows(parquet_paths=archives, **LINE, date_ranges=[OCTOBER], offset=offset, limit=2)
    ]
    assert paged == every
    assert len(every) == 5


def test_ranges_are_half_open(archives):
    ranges = [(date(2026, 10, 2), date(2026, 10, 3)), (date(2026, 10, 11), date(2026, 10, 20))]
    found = source_rows(parquet_paths=archives, **LINE, date_ranges=ranges)
    assert [each.usage_date.day for each in found] == [11, 2]
    assert sum_source_rows(parquet_paths=archives, **LINE, date_ranges=[]).rows == 0


def test_the_sums_of_a_line_are_exact(archives):
    sums = sum_source_rows(parquet_paths=archives, **LINE, date_ranges=[OCTOBER])
    assert sums.rows == 5
    assert sums.quantity == Decimal("1000000000000034.000000000000")
    assert sums.gross_revenue == Decimal("12.50")


def test_names_are_values_and_never_sql(archives):
    odd = LINE | {"model": "x' OR 'a' = 'a"}
    assert sum_source_rows(parquet_paths=archives, **odd, date_ranges=[OCTOBER]).rows == 0


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
