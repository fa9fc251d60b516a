"""The sentence above a statement: who pays whom, or why nobody pays."""

import re

import pytest

from settlements.statements.headline import Parties, headline_of


def result_of(direction: str, *, final: bool = False, threshold: str = "0.00", **figures) -> dict:
    ladder = dict.fromkeys(
        [
            "earned",
            "guarantee_shortfall",
            "cap_reduction",
            "contribution_credits",
            "recoupment",
            "adjustments",
            "withholding",
            "opening_balance",
            "net_due",
            "due_now",
            "carried_forward",
        ],
        "0.00",
    )
    ladder |= figures
    step = {"inputs": {"net_due": ladder["net_due"], "payout_threshold": threshold}}
    return {
        "direction": direction,
        "currency": "USD",
        "period": {"from": "2026-10-01", "to": "2026-11-01", "final": final},
        "ladder": ladder,
        "ladder_steps": {"due_now": [step]},
        "shares": {"beneficiary": ladder["earned"], "collector": "80.00"},
    }


def told(result: dict, *, staff: bool = False) -> tuple[str, str]:
    headline = headline_of(result, "2026-10", Parties("Model Owner", "Host A", staff))
    return headline.title, re.sub(r"<[^>]+>", "", str(headline.sentence))


PAYS_HOST_A = "Model Owner pays Host A this amount for"
PAYS_OWNER = "Host A pays Model Owner this amount for"
PAID = {"earned": "20.00", "net_due": "20.00", "due_now": "20.00"}
SMALL = {"earned": "20.00", "net_due": "20.00", "carried_forward": "20.00"}
NEGATIVE = {"net_due": "-12.50", "carried_forward": "-12.50", "adjustments": "-12.50"}


@pytest.mark.parametrize(
    "direction, figures, staff, title, sentence",
    [
        ("payable", PAID, False, "You will receive", f"{PAYS_HOST_A} October 2026."),
        ("receivable", PAID, False, "You owe", f"{PAYS_OWNER} October 2026."),
        (
            "payable",
            PAID,
            True,
            "Host A will receive",
            f"{PAYS_HOST_A} October 2026.",
        ),
        ("receivable", PAID, True, "Host A owes", f"{PAYS_OWNER} October 2026."),
        ("payable", {}, False, "Nothing is due now", "Nothing is due for October 2026."),
        (
            "payable",
            {**SMALL, "threshold": "50.00"},
            False,
            "Nothing is due now",
            "$20.00 for October 2026 is below the payout threshold of $50.00. "
            "It is carried forward to the next statement, nothing is lost.",
        ),
        (
            "payable",
            NEGATIVE,
            False,
            "Nothing is due now",
            "For October 2026 the sum is negative: $12.50 in favour of Model Owner "
            "is carried forward and lowers the next statement.",
        ),
        (
            "receivable",
            {**NEGATIVE, "final": True},
            False,
            "Nothing is due now",
            "The agreement has ended, and Model Owner owes Host A $12.50.",
        ),
    ],
)
def test_title_and_sentence(direction, figures, staff, title, sentence):
    assert told(result_of(direction, **figures), staff=staff) == (title, sentence)


def test_reasons_name_what_changed_the_earned_amount():
    figures = {**PAID, "earned": "30.00", "recoupment": "-8.00", "opening_balance": "-2.00"}
    headline = headline_of(result_of("payable", **figures), "2026-10", Parties("L", "P", staff=False))
    names = [(name, re.sub(r"<[^>]+>", "", str(amount))) for name, amount in headline.reasons]
    assert names == [
        ("Recouped from the advance", "-$8.00"),
        ("Brought forward from before", "-$2.00"),
    ]
    assert (
        re.sub(r"<[^>]+>", "", str(headline.why)) == "Of $110.00 revenue that L collected, P earned $30.00."
    )
