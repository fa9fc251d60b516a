"""Worked by hand: 20 % of 1,000.00 (DE) and of 500.00 (ID), unless said otherwise."""

import json
from decimal import Decimal

import pytest

from portal.refused import Refused
from settlements.disputes.sandbox.changes import Change, apply_changes, changes_text, read_changes
from settlements.disputes.sandbox.recompute import recompute
from tests.factories.agreements import make_agreement, make_terms, price, share
from tests.settlements.disputes.sandbox.steps import of_terms, tier_is, usage_is
from tests.settlements.disputes.steps import agreed, issued


def told(found) -> dict[str, tuple[str, str, str]]:
    """Market → kind of change, amount as issued, amount now."""
    return {
        line.line["market"]: (line.kind, f"{line.amounts.old:f}", f"{line.amounts.new:f}")
        for line in found.lines
    }


def due(found) -> tuple[str, str]:
    return f"{found.due.old:f}", f"{found.due.new:f}"


def test_nothing_changed_is_what_was_issued(payable):
    found = recompute(payable, [usage_is(payable, "DE", "gross_revenue", "1000.00")])
    assert (found.changes, found.differing) == ([], [])
    assert found.result == payable.result_document


def test_revenue_within_a_tier(payable):
    """20 % of 1,250.00 are 250.00."""
    found = recompute(payable, [usage_is(payable, "DE", "gross_revenue", "1250.00")])
    assert told(found) == {"DE": ("changes", "200.00", "250.00"), "ID": ("stays", "100.00", "100.00")}
    assert due(found) == ("300.00", "350.00")
    assert found.line_at(1).now["steps"][0]["result"] == "1250"


def test_revenue_over_the_border_of_a_tier_moves_every_line_of_its_rule(hosta, fiona):
    """20 % up to 1,500.00, 30 % above. With 1,300.00 for Germany: 300.00 + 30 % of 300.00 = 390.00, which is
    21.666… % of 1,800.00: Germany 281.67, Indonesia 108.33.
    """
    statement = issued(of_terms(hosta, share(("1500", "0.20"), "0.30")), fiona, "1000.00", "500.00")
    found = recompute(statement, [usage_is(statement, "DE", "gross_revenue", "1300.00")])
    assert told(found) == {"DE": ("changes", "200.00", "281.67"), "ID": ("changes", "100.00", "108.33")}
    assert due(found) == ("300.00", "390.00")


def test_the_border_of_a_tier_and_its_rate(hosta, fiona):
    """20 % up to 1,000.00, 40 % above it: 200.00 + 200.00 of 1,500.00."""
    statement = issued(of_terms(hosta, share(("1500", "0.20"), "0.30")), fiona, "1000.00", "500.00")
    found = recompute(statement, [tier_is("up_to", "1000"), tier_is("rate", "0.4", tier=2)])
    assert due(found) == ("300.00", "400.00")


def test_quantity_of_a_price(hosta, fiona):
    """0.10 for a token: 1,000 of them are 100.00, 1,250 are 125.00; the other country stays."""
    terms = of_terms(hosta, price("0.10", unit="output_tokens"))
    statement = issued(terms, fiona, "1000.00", "500.00")
    found = recompute(statement, [usage_is(statement, "DE", "quantity", "1250")])
    assert told(found) == {"DE": ("changes", "100.00", "125.00"), "ID": ("stays", "100.00", "100.00")}


def test_under_a_minimum_guarantee_the_line_changes_and_what_is_due_does_not(hosta, fiona):
    """300.00 earned, 500.00 guaranteed; 350.00 earned would be 500.00 too."""
    terms = agreed(hosta, minimum_guarantee={"amount": "500.00", "per": "period"})
    statement = issued(terms, fiona, "1000.00", "500.00")
    found = recompute(statement, [usage_is(statement, "DE", "gross_revenue", "1250.00")])
    assert told(found)["DE"] == ("changes", "200.00", "250.00")
    assert found.rung("guarantee_shortfall").change == Decimal("-50.00")
    assert due(found) == ("500.00", "500.00")


def test_a_currency_without_decimals(hosta, fiona):
    """20 % of 1,003 yen are 200.6, and with 100 of Indonesia 300.6, rounded together 301."""
    statement = issued(agreed(hosta, currency="JPY"), fiona, "1000", "500")
    found = recompute(statement, [usage_is(statement, "DE", "gross_revenue", "1003")])
    assert told(found) == {"DE": ("changes", "200", "201"), "ID": ("stays", "100", "100")}
    assert due(found) == ("300", "301")


def test_several_lines_at_once(payable):
    changes = [
        usage_is(payable, "DE", "gross_revenue", "900.00"),
        usage_is(payable, "ID", "deductions", "100.00"),
        tier_is("rate", "0.25"),
    ]
    found = recompute(payable, changes)
    # 25 % of 900.00; 25 % of 500.00 − 100.00
    assert told(found) == {"DE": ("changes", "200.00", "225.00"), "ID": ("stays", "100.00", "100.00")}


def test_exclusive_rights_and_contributions_that_do_not_count(hosta, fiona):
    """Germany: 20 % + 5 % exclusive + 2 points of 1,000.00, Indonesia without the right. Keys of lines
    name both; what they become is found by its usage.
    """
    right = {"id": "EX-1", "from": "2026-09-01", "market": "DE", "uplift": "0.05"}
    part = {"from_date": "2026-09-01", "points": "0.02"}
    made = make_agreement(
        hosta,
        reporter="partner",
        starts="2026-09-01",
        terms=[make_terms("2026-09-01", exclusivity=[right])],
        contributions=[part],
    )
    statement = issued(made, fiona, "1000.00", "500.00")
    [contribution] = statement.input_document["contributions"]
    changes = [Change("uplift", ("1", "EX-1"), "0"), Change("points", (contribution["id"],), "0")]
    found = recompute(statement, changes)
    assert told(found) == {"DE": ("changes", "270.00", "200.00"), "ID": ("changes", "110.00", "100.00")}
    assert found.line_at(1).issued["key"] != found.line_at(1).now["key"]


def test_a_flat_fee_appears_and_vanishes(hosta, fiona):
    """10.00 for reaching the second tier, above 1,200.00 of revenue."""
    rule = share(("1200", "0.20"), "0.20")
    rule["tiers"][1]["flat"] = "10"
    statement = issued(of_terms(hosta, rule), fiona, "1000.00", "500.00")
    assert statement.due_now == Decimal("310.00")
    found = recompute(statement, [usage_is(statement, "DE", "gross_revenue", "600.00")])
    [gone] = [line for line in found.lines if line.kind == "vanishes"]
    assert (gone.issued["kind"], gone.amounts.change) == ("flat_fee", Decimal("-10.00"))
    found = recompute(statement, [tier_is("flat", "0", tier=2)])
    assert due(found) == ("310.00", "300.00")


def test_the_issued_documents_stay(payable):
    before = json.dumps(payable.input_document), json.dumps(payable.result_document), payable.digest
    changes = [usage_is(payable, "DE", "quantity", "1"), tier_is("rate", "0.9")]
    recompute(payable, changes)
    assert before == (json.dumps(payable.input_document), json.dumps(payable.result_document), payable.digest)
    payable.refresh_from_db()
    assert before[0] == json.dumps(payable.input_document)


@pytest.mark.parametrize(
    "code, change",
    [
        ("names_nothing", Change("quantity", ("b99",), "1")),
        ("names_nothing", Change("rate", ("1", "default", "2"), "0.1")),
        ("names_nothing", Change("rate", ("1", "other", "1"), "0.1")),
        ("names_nothing", Change("rate", ("2", "default", "1"), "0.1")),
        ("names_nothing", Change("up_to", ("1", "default", "1"), "10")),
        ("names_nothing", Change("uplift", ("1", "EX-1"), "0")),
        ("names_nothing", Change("points", ("C-1",), "0")),
        ("bad_changes", Change("colour", ("b1",), "1")),
        ("bad_changes", Change("quantity", ("b1", "b2"), "1")),
        ("bad_changes", Change("quantity", ("b1",), "1e5")),
        ("bad_changes", Change("quantity", ("b1",), "NaN")),
        ("cannot_recompute", Change("rate", ("1", "default", "1"), "1.5")),
        ("cannot_recompute", Change("rate", ("1", "default", "1"), "-0.5")),
    ],
)
def test_what_cannot_be_is_refused(payable, code, change):
    with pytest.raises(Refused) as refusal:
        recompute(payable, [change])
    assert refusal.value.code == code
    assert refusal.value.sentence.endswith(".")


def test_one_fact_is_said_once(payable):
    twice = [tier_is("rate", "0.1"), tier_is("rate", "0.2")]
    for changes, code in ((twice, "changed_twice"), (twice * 101, "bad_changes")):
        with pytest.raises(Refused) as refusal:
            apply_changes(payable.input_document, changes)
        assert refusal.value.code == code


def test_changes_travel_as_text():
    changes = [tier_is("rate", "0.25"), Change("quantity", ("b1",), "1250000")]
    assert read_changes(changes_text(changes)) == changes
    assert read_changes("") == []
    for text in ("{", "5", '[{"fact":"rate"}]', '["x"]', "[null]", '{"fact": 1}', "[" * 100_000):
        with pytest.raises(Refused) as refusal:
            read_changes(text)
        assert refusal.value.code == "bad_changes"


@pytest.mark.parametrize(
    "text", ['[{"fact":["x"],"of":["b1"],"to":"1"}]', '[{"fact":"rate","of":[[]],"to":5}]']
)
def test_changes_of_other_types_are_refused(payable, text):
    with pytest.raises(Refused) as refusal:
        recompute(payable, read_changes(text))
    assert refusal.value.code == "bad_changes"
