"""Why a month came to more or less: one factor after the other, worked by hand."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from settlements.engine import settle_document
from settlements.statements.change.change_of import change_of
from settlements.statements.change.contributions_came_to import contributions_came_to
from tests.settlements.engine.documents import example
from tests.settlements.engine.generate import make_input

LAST = {"2026-09-01": "2026-09-30", "2026-10-01": "2026-10-31"}


def version(rate="0.20", **members):
    tiers = members.pop("tiers", [{"up_to": None, "rate": rate}])
    rule = {
        "id": "r",
        "charge": "percentage",
        "tiers": tiers,
        "accumulate": members.pop("accumulate", "period"),
    }
    rule |= {"tier_metric": "base_amount", "application": "*", "model": "*", "market": "*"}
    return {"version": 1, "from": "2026-01-01", "base": "net_revenue", "rate_rules": [rule], **members}


def month(first: str, after: str, revenue: str, *versions, currency="USD", rate="", **members):
    bucket = {"id": "b1", "application": "search", "model": "m", "market": "DE", "unit": "requests"}
    bucket |= {"currency": currency, "from": first, "to": after, "quantity": "1", "gross_revenue": revenue}
    document = {
        "format": "settlement-input/1",
        "agreement": {
            "number": "AGR-1",
            "collected_by": "licensor",
            "settlement_currency": "USD",
            "starts": "2026-01-01",
        },
        "period": {"from": first, "to": after},
        "terms": list(versions) or [version()],
        "fx_rates": [{"currency": currency, "date": LAST[first], "rate": rate}] if rate else [],
        "usage": [bucket],
        **members,
    }
    return document, settle_document(document)


def september(*args, **members):
    return month("2026-09-01", "2026-10-01", *args, **members)


def october(*args, **members):
    return month("2026-10-01", "2026-11-01", *args, **members)


def reasons(before, after) -> dict[str, str]:
    found = change_of(before=before, after=after)
    return {each["code"]: each["amount"] for each in found["reasons"]}


def test_more_revenue_at_the_same_rate_is_volume():
    """20 % of 1,500 instead of 1,000."""
    assert reasons(september("1000"), october("1500")) == {"volume": "100"}


def test_nothing_changed_has_no_reason():
    found = change_of(before=september("1000"), after=october("1000"))
    assert found == {"before": "200.00", "after": "200.00", "reasons": []}


def test_volume_comes_before_rate():
    """+500 at the old 20 % are 100; then 5 % more of 1,500 are 75."""
    assert reasons(september("1000"), october("1500", version("0.25"))) == {"volume": "100", "rate": "75"}


def test_an_amendment_in_mid_month_is_told_by_the_rate_of_the_last_day():
    """20 % of 600 and 25 % of 400 come to 220; 25 % throughout would be 250: 30 less is no factor."""
    old, new = version("0.20", to="2026-10-16"), {**version("0.25"), "version": 2, "from": "2026-10-16"}
    document = october("600", version("0.25"))[0]
    document["terms"] = [old, new]
    first, second = dict(document["usage"][0]), dict(document["usage"][0])
    first |= {"to": "2026-10-16"}
    second |= {"id": "b2", "from": "2026-10-16", "gross_revenue": "400"}
    document["usage"] = [first, second]
    found = reasons(september("1000"), (document, settle_document(document)))
    assert found == {"rate": "50", "other": "-30"}


def test_a_tier_reached_in_the_year_is_its_own_reason():
    """Up to 10,000 in the year 20 %, above it 10 %. September opens with 5,000, October with 9,500."""
    terms = version(
        tiers=[{"up_to": "10000", "rate": "0.20"}, {"up_to": None, "rate": "0.10"}], accumulate="year"
    )
    before = september("1000", terms, counters={"r": {"quantity": "0", "base": "5000"}})
    after = october("1000", terms, counters={"r": {"quantity": "0", "base": "9500"}})
    # 500 at 20 % and 500 at 10 %: 150 instead of 200
    assert reasons(before, after) == {"tier": "-50"}


def test_a_year_that_begins_anew_is_told_on_the_month_before():
    """In January the counter is at zero again: December may be settled so, January not as December was."""
    terms = version(
        tiers=[{"up_to": "10000", "rate": "0.20"}, {"up_to": None, "rate": "0.10"}], accumulate="year"
    )
    before = month(
        "2026-12-01", "2027-01-01", "1000", terms, counters={"r": {"quantity": "0", "base": "20000"}}
    )
    after = month("2027-01-01", "2027-02-01", "1000", terms)
    assert reasons(before, after) == {"tier": "100"}


def test_the_exchange_rate_is_told_apart_from_the_revenue():
    """1,000 € at 1.10 and 20 %: 220. Then 1,200 € at 1.10: +44; at 1.20 instead: 288, +24."""
    before = september("1000", currency="EUR", rate="1.10")
    after = october("1200", currency="EUR", rate="1.20")
    assert reasons(before, after) == {"volume": "44", "fx": "24"}


def test_a_currency_that_is_new_counts_as_volume():
    assert reasons(september("1000"), october("1000", currency="EUR", rate="1.10")) == {"volume": "20"}


def test_points_and_rights_are_contributions_and_rate():
    points = {"id": "c1", "party": "partner", "kind": "update", "from": "2026-10-01", "to": "2026-11-01"}
    points |= {"application": "*", "model": "*", "market": "*", "points": "0.01"}
    right = {
        "id": "x",
        "application": "*",
        "model": "*",
        "market": "*",
        "from": "2026-10-01",
        "uplift": "0.02",
    }
    after = october("1000", version("0.20", exclusivity=[right]), contributions=[points])
    assert reasons(september("1000"), after) == {"rate": "20", "contributions": "10"}


def test_the_rungs_below_are_reasons_of_their_own():
    after = october(
        "1000",
        version(withholding_rate="0.10", minimum_guarantee={"amount": "250.00", "per": "period"}),
        adjustments=[{"id": "a1", "kind": "dispute", "reference": "DSP-1", "amount": "-12.50"}],
        opening_balance="3.00",
    )
    # 200 + 50 − 12.50 = 237.50, less 23.75 tax, plus 3.00
    assert reasons(september("1000"), after) == {
        "guarantee_shortfall": "50",
        "adjustments": "-12.5",
        "withholding": "-23.75",
        "opening_balance": "3",
    }


def test_what_cannot_be_mixed_is_other():
    """The rule counts hours since, which September's terms did not."""
    hours = version()
    hours["rate_rules"][0] |= {"tier_metric": "quantity", "unit": "gpu_hours"}
    after = october("1500", hours)
    after[0]["usage"][0]["unit"] = "gpu_hours"
    after = after[0], settle_document(after[0])
    found = reasons(september("1000"), after)
    assert sum(Decimal(amount) for amount in found.values()) == 100


@pytest.mark.hypothesis
@given(st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_reasons_always_sum_to_the_difference(random: Random):
    pairs = []
    while len(pairs) < 2:
        document = make_input(random)
        result = settle_document(document)
        if not result["errors"]:
            pairs.append((document, result))
    found = change_of(before=pairs[0], after=pairs[1])
    total = sum(Decimal(each["amount"]) for each in found["reasons"])
    assert total == Decimal(found["after"]) - Decimal(found["before"])
    assert all(Decimal(each["amount"]) for each in found["reasons"])


def test_the_example_against_itself_is_no_change():
    documents = example(), settle_document(example())
    assert change_of(before=documents, after=documents)["reasons"] == []


def test_what_contributions_came_to_is_the_settlement_with_less_that_without_them():
    """1,000 at 20 % and the partner's 1 %: 10. The licensor's credit of 12.50 goes the other way."""
    points = {"id": "c1", "party": "partner", "kind": "update", "from": "2026-10-01", "to": "2026-11-01"}
    points |= {"application": "*", "model": "*", "market": "*"}
    credit = {**points, "id": "c2", "party": "licensor", "amount": "12.50"}
    document, result = october("1000", contributions=[{**points, "points": "0.01"}, credit])
    assert contributions_came_to(document, result) == {"partner": "10", "licensor": "-12.5"}
    assert contributions_came_to(*october("1000")) == {}
