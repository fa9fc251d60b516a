"""Rows: each rule once, where a reader looks for it; the oracle has the rest."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest

from tests.usage.check.files import HEADER, check, check_rows, faults, row
from usage.check.rules import Deployment, Limits
from usage.check.staging import BUFFER


@pytest.mark.parametrize(
    "column, value, code",
    [
        ("usage_date", "2026-10-32", "bad_date"),
        ("usage_date", "2026-10-02T00:00:00", "bad_date"),
        ("usage_date", "2026-11-01", "date_outside_period"),
        ("application", " search", "unknown_application"),
        ("application", "=cmd|' /c calc'!A0", "unknown_application"),
        ("model", "llama-9", "unknown_model"),
        ("market", "us", "unknown_market"),
        ("unit", "furlongs", "unknown_unit"),
        ("currency", "ZZZ", "unknown_currency"),
        ("quantity", "", "missing_value"),
        ("quantity", "1e3", "bad_number"),
        ("quantity", "1_000", "bad_number"),
        ("quantity", "١٢", "bad_number"),
        ("gross_revenue", "+5", "bad_number"),
        ("gross_revenue", "0.1234567890123", "too_many_decimals"),
        ("gross_revenue", "1234567890123456", "number_too_large"),
        ("deductions", "-0.01", "negative_value"),
        ("customer_ref", "ann@example.com", "personal_data_suspected"),
        ("deployment", "nowhere", "unknown_deployment"),
        ("deployment", "eu-1", "deployment_mismatch"),
    ],
)
def test_a_fault_is_found_in_its_cell_alone(tmp_path, column, value, code):
    verdict = check_rows(tmp_path, row(), row(**{column: value}), row())
    assert faults(verdict) == [(3, column, code)]
    assert (verdict.rows, verdict.accepted, verdict.rejected) == (3, 2, 1)


def test_a_row_carries_every_fault_but_one_per_cell(tmp_path):
    verdict = check_rows(
        tmp_path, row(usage_date="x", market="", quantity="-99999999999999999.1234567890123")
    )
    assert faults(verdict) == [
        (2, "market", "missing_value"),
        (2, "quantity", "number_too_large"),
        (2, "usage_date", "bad_date"),
    ]


def test_structure_faults_stand_alone(tmp_path):
    verdict = check_rows(tmp_path, "x,y", row(market="??") + ",more", row(market="??", unit='"open'))
    assert faults(verdict) == [
        (2, "model", "too_few_columns"),
        (3, "", "too_many_columns"),
        (4, "unit", "unterminated_quote"),
    ]


def test_an_unterminated_quote_swallows_its_line_and_no_more(tmp_path):
    verdict = check_rows(tmp_path, row(), row(customer_ref='"c-1'), row(), row(application='"search'), row())
    assert faults(verdict) == [
        (3, "customer_ref", "unterminated_quote"),
        (5, "application", "unterminated_quote"),
    ]
    assert verdict.accepted == 3


def test_a_quote_that_opens_a_thousand_lines_above_the_next_one_swallows_nothing(tmp_path):
    verdict = check_rows(tmp_path, row(customer_ref='"c-1'), *[row()] * 1000, row(customer_ref='c-1"'))
    assert faults(verdict) == [(2, "customer_ref", "unterminated_quote")]
    assert verdict.accepted == 1001


def test_line_numbers_are_those_of_an_editor(tmp_path):
    lines = [HEADER, "", row(customer_ref='"two\nlines"'), row(), "", row(market="x")]
    verdict = check(tmp_path, "\r\n".join(lines).replace("two\nlines", "two\r\nlines") + "\r\n")
    assert faults(verdict) == [(7, "market", "unknown_market")]
    assert [(each.code, each.count) for each in verdict.warnings] == [("blank_lines", 2)]


def test_line_numbers_hold_in_a_file_read_in_parallel(tmp_path):
    spoilt = range(1000, 300_000, 997)
    lines = [HEADER, *(row(quantity=str(number)) for number in range(2, 300_001))]
    for number in spoilt:
        lines[number - 1] = row(market="??")
    content = "\n".join(lines)
    assert len(content) > 2 * BUFFER
    verdict = check(tmp_path, content, limits=Limits(examples=1000))
    assert faults(verdict) == [(number, "market", "unknown_market") for number in spoilt]
    first = f"SELECT line FROM '{verdict.rows_path}' WHERE line <> quantity"
    assert duckdb.sql(first).fetchall() == []


def test_a_correction_may_be_negative(tmp_path):
    verdict = check_rows(tmp_path, row(quantity="-12", gross_revenue="-2.50"), correction=True)
    [bucket] = verdict.buckets
    assert (bucket.quantity, bucket.gross_revenue) == (-12, Decimal("-2.50"))


def test_days_of_the_period_outside_the_term_have_no_agreement(tmp_path):
    days = [row(usage_date=f"2026-10-{day}") for day in ("09", "10", "20", "21")]
    verdict = check_rows(tmp_path, *days, term_from=date(2026, 10, 10), term_to=date(2026, 10, 21))
    assert faults(verdict) == [(2, "usage_date", "no_agreement"), (5, "usage_date", "no_agreement")]
    assert {(each.from_date, each.to_date) for each in verdict.buckets} == {
        (date(2026, 10, 10), date(2026, 10, 21))
    }


def test_an_alias_is_summed_with_its_code(tmp_path):
    verdict = check_rows(tmp_path, row(), row(model="Llama 3 (8B)"))
    assert [(each.model, each.rows) for each in verdict.buckets] == [("llama-3-8b", 2)]


def test_a_deployment_outside_the_catalogue_in_use_still_stands_for_its_codes(tmp_path):
    old = {"old": [Deployment(application="retired", model="llama-1", market="XK")]}
    verdict = check_rows(
        tmp_path, row(application="", model="", market="", deployment="old"), deployments=old
    )
    assert [(each.application, each.model, each.market) for each in verdict.buckets] == [
        ("retired", "llama-1", "XK")
    ]


def test_a_deployment_stands_for_what_it_is_on_the_row_s_day(tmp_path):
    """Search until the 15th, accessibility from then on, ended on the 20th."""
    before = Deployment(application="search", model="llama-3-8b", market="DE", to_date=date(2026, 10, 15))
    after = Deployment(
        application="accessibility",
        model="llama-3-8b",
        market="DE",
        from_date=date(2026, 10, 15),
        to_date=date(2026, 10, 20),
    )
    bare = {"application": "", "model": "", "market": "", "deployment": "eu-1"}
    rows = [row(usage_date=f"2026-10-{day}", **bare) for day in (14, 15, 19, 20)]
    named = row(usage_date="2026-10-15", **bare | {"application": "search"})
    verdict = check_rows(tmp_path, *rows, named, deployments={"eu-1": [before, after]})
    assert [(each.application, each.rows) for each in verdict.buckets] == [
        ("accessibility", 2),
        ("search", 1),
    ]
    assert sorted(faults(verdict)) == [
        (5, "deployment", "unknown_deployment"),
        (6, "deployment", "deployment_mismatch"),
    ]


def test_the_found_value_is_cut_and_shows_what_cannot_be_seen(tmp_path):
    verdict = check_rows(tmp_path, row(market="\u202eSU\u200b"), row(market="x" * 300))
    assert [each.found for each in verdict.groups[0].examples] == ["�SU�", "x" * 200 + "…"]
