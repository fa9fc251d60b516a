"""The worked cases leave no section of FORMULA.md without a figure that was worked by hand."""

import itertools
import tomllib
from decimal import Decimal

import pytest

from portal.money.currencies import exponent
from settlements.engine import InvalidInput, settle_document
from tests.settlements.engine.test_cases import CASES, settlement_input


@pytest.fixture(scope="module")
def inputs() -> list[dict]:
    return [settlement_input(tomllib.loads(path.read_text())) for path in CASES]


@pytest.fixture(scope="module")
def results(inputs) -> list[dict]:
    found = []
    for each in inputs:
        try:
            found.append(settle_document(each))
        except InvalidInput:
            continue
    return [result for result in found if not result["errors"]]


def rules_of(inputs: list[dict]) -> list[dict]:
    return [rule for each in inputs for version in each["terms"] for rule in version["rate_rules"]]


def test_both_directions(results):
    """Section 1."""
    assert {result["direction"] for result in results} == {"payable", "receivable"}


def test_every_exchange_rate_policy_and_base(inputs):
    """Section 2: only where a foreign bucket makes the policy matter."""
    policies = {
        version.get("fx_policy", "period_end")
        for each in inputs
        if any(row["currency"] != each["agreement"]["settlement_currency"] for row in each["usage"])
        for version in each["terms"]
    }
    assert policies == {"period_end", "usage_day", "period_average"}
    assert {version["base"] for each in inputs for version in each["terms"]} == {
        "net_revenue",
        "gross_revenue",
    }


def test_every_way_to_cut_usage_is_refused_once_where_it_is_not_cut():
    """Section 2: versions, grants, points, days."""
    names = {path.stem for path in CASES if "uncut" in path.stem}
    assert names == {
        "amendment-uncut-usage-is-refused",
        "contributions-uncut-usage-is-refused",
        "exclusivity-uncut-usage-is-refused",
        "fx-usage-day-uncut-usage-is-refused",
    }


def test_every_tier_mode_metric_and_window(inputs):
    """Section 4. Tiers by revenue or quantity, of percentages or prices, over every window."""
    found = set()
    for rule in rules_of(inputs):
        if len(rule["tiers"]) > 1:
            metric = rule.get("tier_metric", "quantity" if rule["charge"] == "per_unit" else "base_amount")
            found.add((rule.get("tier_mode", "graduated"), metric, rule.get("accumulate", "period")))
    wanted = itertools.product(
        ("graduated", "volume"), ("base_amount", "quantity"), ("period", "quarter", "year", "term")
    )
    assert set(wanted) - found == set()


def test_each_metric_with_each_charge_in_each_mode(inputs):
    """Sections 4 and 5."""
    found = {
        (
            rule["charge"],
            rule.get("tier_mode", "graduated"),
            rule.get("tier_metric", "quantity" if rule["charge"] == "per_unit" else "base_amount"),
        )
        for rule in rules_of(inputs)
        if len(rule["tiers"]) > 1
    }
    assert len(found) == 8


def test_every_kind_of_line_and_whole_packages_in_both_modes(inputs, results):
    """Sections 4 to 6."""
    kinds = {line["kind"] for result in results for line in result["lines"]}
    assert kinds == {"earning", "tier_catch_up", "flat_fee", "contribution_credit"}
    packages = {rule.get("tier_mode", "graduated") for rule in rules_of(inputs) if rule.get("whole_packages")}
    assert packages == {"graduated", "volume"}


def test_every_window_of_guarantee_and_cap(inputs):
    """Section 7."""
    for name, windows in (
        ("minimum_guarantee", {"period", "quarter", "year"}),
        ("cap", {"period", "quarter", "year", "term"}),
    ):
        versions = (version for each in inputs for version in each["terms"])
        assert {version[name]["per"] for version in versions if name in version} == windows


def test_every_rung_is_worth_something_in_some_case(results):
    """Section 7, in both signs where a rung may have both."""
    signs: dict[str, set[bool]] = {}
    for result in results:
        for rung, amount in result["ladder"].items():
            if Decimal(amount):
                signs.setdefault(rung, set()).add(amount.startswith("-"))
    one_sign = {"guarantee_shortfall": {False}, "recoupment": {True}, "withholding": {True}}
    one_sign["due_now"] = {False}
    assert signs == {rung: one_sign.get(rung, {True, False}) for rung in results[0]["ladder"]}


def test_final_periods_and_tails(results, inputs):
    """Section 7."""
    assert {result["period"]["final"] for result in results} == {True, False}
    tails = [each for each in inputs if (each["agreement"].get("ends") or "9") <= each["period"]["from"]]
    assert len(tails) >= 3


def test_both_roundings_in_currencies_of_each_size(inputs):
    """Section 8."""
    roundings = {version.get("rounding", "half_even") for each in inputs for version in each["terms"]}
    assert roundings == {"half_even", "half_up"}
    assert {exponent(each["agreement"]["settlement_currency"]) for each in inputs} == {0, 2, 3, 4}
