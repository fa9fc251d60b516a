"""Counter-figures may leave revenue out: the columns, or single cells."""

from decimal import Decimal

import pytest

from tests.usage.check.files import check, faults

HEAD = "usage_date,application,model,market,unit,quantity"
FULL = f"{HEAD},gross_revenue,currency,deductions"
ROW = "2026-10-05,search,llama-3.1-8b,DE,output_tokens,7"


def sums(verdict) -> list[tuple[str, Decimal, Decimal]]:
    return [(each.currency, each.quantity, each.gross_revenue) for each in verdict.buckets]


def test_the_columns(tmp_path):
    verdict = check(tmp_path, f"{HEAD}\n{ROW}\n{ROW}\n", revenue_optional=True)
    assert (verdict.accepted, sums(verdict)) == (2, [("XXX", 14, 0)])
    assert [each.code for each in verdict.warnings] == ["equal_rows"]


def test_single_cells_and_what_is_wrong_with_some(tmp_path):
    rows = [
        f"{ROW},1.50,EUR,",  # with revenue
        f"{ROW},,,",  # without
        f"{ROW},,EUR,",  # the currency of nothing
        f"{ROW},1.50,,",  # revenue of no currency
        f"{ROW},,EUR,0.10",  # deductions of no revenue
        f"{ROW},,EURO,",  # no currency at all
        f"{ROW},1.5O,EUR,",
    ]
    verdict = check(tmp_path, "\n".join([FULL, *rows, ""]), revenue_optional=True)
    assert sums(verdict) == [("EUR", 7, Decimal("1.5")), ("XXX", 14, 0)]
    assert faults(verdict) == [
        (5, "currency", "missing_value"),
        (6, "gross_revenue", "missing_value"),
        (7, "currency", "unknown_currency"),
        (8, "gross_revenue", "bad_number"),
    ]


@pytest.mark.parametrize("column", ["gross_revenue", "deductions"])
def test_one_of_them_alone_is_no_way_to_leave_it_out(tmp_path, column):
    verdict = check(tmp_path, f"{HEAD},{column}\n{ROW},1\n", revenue_optional=True)
    missing = {"gross_revenue": ["currency"], "deductions": ["gross_revenue", "currency"]}[column]
    assert verdict.file_problems[0].details["columns"] == missing


def test_nobody_writes_the_code_of_no_currency(tmp_path):
    verdict = check(tmp_path, f"{FULL}\n{ROW},1,XXX,\n", revenue_optional=True)
    assert faults(verdict) == [(2, "currency", "unknown_currency")]


def test_figures_that_settle_leave_nothing_out(tmp_path):
    verdict = check(tmp_path, f"{FULL}\n{ROW},,,\n")
    assert faults(verdict) == [(2, "currency", "missing_value"), (2, "gross_revenue", "missing_value")]
