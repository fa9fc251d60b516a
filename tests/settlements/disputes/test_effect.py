"""FORMULA section 7: due as issued, less due had the claims been true. Figures by hand."""

from decimal import Decimal

import pytest

from portal.refused import Refused
from settlements.disputes.effect_of import effect_of
from tests.settlements.disputes.steps import OCTOBER, agreed, claims, dispute, issued, resolve

# Terms → claims → effect. Every statement has lines of 200.00 (DE) and 100.00 (ID).
CASES = {
    "less is claimed": ({}, {"DE": "150.00"}, "50.00"),
    "more is claimed": ({}, {"DE": "260.00"}, "-60.00"),
    "two lines together": ({}, {"DE": "150.00", "ID": "80.00"}, "70.00"),
    "one up, one down": ({}, {"DE": "150.00", "ID": "150.00"}, "0.00"),
    "something that is no line": ({}, {"no_line": "40.00"}, "-40.00"),
    "a refund that is no line": ({}, {"no_line": "-40.00"}, "40.00"),
    # 300.00 − 10 % = 270.00; 250.00 − 10 % = 225.00
    "tax is withheld of it": ({"withholding_rate": "0.10"}, {"DE": "150.00"}, "45.00"),
    # 10 % of 299.95 is 29.995, half-even 30.00 → 269.95; due was 270.00
    "to the cent": ({"withholding_rate": "0.10"}, {"DE": "199.95"}, "0.05"),
    # 250.00 is below the threshold and would be carried: all of it is in doubt
    "the threshold swallows what is left": ({"payout_threshold": "280.00"}, {"DE": "150.00"}, "300.00"),
    # 300.00 is below the threshold, and so is 350.00
    "nothing is due either way": ({"payout_threshold": "500.00"}, {"DE": "250.00"}, "0.00"),
    # 300.00 is carried, 500.00 would be paid
    "the threshold is reached": ({"payout_threshold": "500.00"}, {"DE": "400.00"}, "-500.00"),
    "more than all is doubted": ({}, {"DE": "-150.00"}, "300.00"),
}


@pytest.mark.parametrize("terms, claimed, effect", CASES.values(), ids=CASES)
def test_payable(hosta, fiona, terms, claimed, effect):
    statement = issued(agreed(hosta, **terms), fiona, "1000.00", "500.00")
    assert effect_of(statement, claims(statement, **claimed)) == Decimal(effect)


@pytest.mark.parametrize("claimed, effect", [("150.00", "50.00"), ("260.00", "-60.00")])
def test_receivable(receivable, claimed, effect):
    """What the partner owes: less by so much, or more."""
    assert effect_of(receivable, claims(receivable, DE=claimed)) == Decimal(effect)


def test_a_currency_without_decimals(hosta, fiona):
    statement = issued(agreed(hosta, currency="JPY"), fiona, "1000", "500")
    assert effect_of(statement, claims(statement, DE="150")) == 50


def test_an_adjustment_that_the_statement_took_in_stays(payable, dora, finn, fiona):
    """The recomputation adds to the issued input, it does not replace it."""
    resolve(dispute(payable, dora, DE="150.00"), dora, finn, "150.00")
    october = issued(payable.agreement, fiona, "1000.00", label=OCTOBER)
    assert october.due_now == Decimal("150.00")  # 200.00 − 50.00
    assert effect_of(october, claims(october, DE="190.00")) == Decimal("10.00")


def test_no_claim_no_effect(payable):
    assert effect_of(payable, []) == 0


def test_endless_amounts_are_refused(payable):
    with pytest.raises(Refused) as refusal:
        effect_of(payable, claims(payable, DE="1" + "0" * 40))
    assert refusal.value.code == "too_large"
