"""Several faults of one input: each is named, none made up; what cannot be read is not judged whole."""

import pytest

from settlements.engine import InvalidInput, parse_input
from tests.settlements.engine.documents import EXAMPLE_FILE, changed, example
from tests.settlements.engine.faults_of_rules import SECOND

TIERS = "terms[0].rate_rules[0].tiers"
LATE = {"terms[0].from": "2026-01-02"}
"""The first day of the term without a version: found only where all versions could be read."""


def tiers(*bounds: str) -> dict:
    """These bounds of the first rule, and a last tier that is open above."""
    return {TIERS: [*({"up_to": bound, "rate": "0.1"} for bound in bounds), {"rate": "0.1"}]}


FAULTS = [
    (
        "each tier that ends on or below the one before it",
        tiers("5", "3", "2", "4"),
        [(f"{TIERS}[1].up_to", "tiers_not_rising"), (f"{TIERS}[2].up_to", "tiers_not_rising")],
    ),
    (
        "nothing of the tier after one that cannot be read",
        {TIERS: [{"up_to": "5", "rate": "2"}, {"up_to": "3", "rate": "0.1"}, {"rate": "0.1"}]},
        [(f"{TIERS}[0].rate", "out_of_range")],
    ),
    (
        "but the one after that",
        {TIERS: [{"up_to": "5", "rate": "2"}, *tiers("3", "3")[TIERS]]},
        [(f"{TIERS}[0].rate", "out_of_range"), (f"{TIERS}[2].up_to", "tiers_not_rising")],
    ),
    (
        "tiers before the cover of the term",
        tiers("5", "5") | LATE,
        [(f"{TIERS}[1].up_to", "tiers_not_rising")],
    ),
    (
        "no cut by a contribution that grants nothing",
        {"contributions[0].points": None, "contributions[0].from": "2026-10-31"},
        [("contributions[0]", "points_and_amount")],
    ),
    (
        "nor that another has its id",
        {"contributions[0].points": None, "contributions[0].id": "c2"},
        [("contributions[0]", "points_and_amount")],
    ),
    (
        "no cut by terms that could not all be read",
        {"terms[0].exclusivity[0].to": "2026-10-10", "terms[1]": 7},
        [("terms[1]", "wrong_type")],
    ),
    (
        "nor where a contribution could not",
        {"terms[0].exclusivity[0].to": "2026-10-10", "contributions[1]": 7},
        [("contributions[1]", "wrong_type")],
    ),
    (
        "no day without a version where two overlap",
        {"terms[0].to": "2026-10-20", "terms[1]": SECOND | {"to": "2026-12-01"}},
        [("terms[1].from", "versions_overlap"), ("usage[0]", "not_cut")],
    ),
    (
        "grants before the cover of the term",
        {"terms[0].exclusivity[0].uplift": "x"} | LATE,
        [("terms[0].exclusivity[0].uplift", "bad_number")],
    ),
    (
        "nothing of an adjustment that cannot be read",
        {"adjustments[1]": {"id": "a1"}},
        [("adjustments[1].amount", "missing_member")],
    ),
    (
        "nor of an exchange rate",
        {"fx_rates[1]": {"currency": "EUR", "date": "2026-10-30", "rate": "1e3"}},
        [("fx_rates[1].rate", "bad_number")],
    ),
    (
        "no decimals of a currency that is none",
        {"agreement.settlement_currency": "usd", "opening_balance": "0.001"} | LATE,
        [("agreement.settlement_currency", "bad_currency")],
    ),
]


@pytest.mark.parametrize(("what", "changes", "expected"), FAULTS, ids=[row[0] for row in FAULTS])
def test_faults_together(what, changes, expected):
    with pytest.raises(InvalidInput) as refusal:
        parse_input(changed(example(), changes))
    assert [(fault.path, fault.code) for fault in refusal.value.faults] == expected


def said_of(document: object) -> list[str]:
    with pytest.raises(InvalidInput) as refusal:
        parse_input(document)
    return list(map(str, refusal.value.faults))


def test_a_member_that_stands_twice():
    text = EXAMPLE_FILE.read_text().replace('"quantity": "1250000"', '"quantity": "1", "quantity": "1250000"')
    text = text.replace('"final": false', '"final": false, "final": false')
    assert said_of(text) == [
        'period.final: The member "final" stands here twice. (repeated_member)',
        'usage[0].quantity: The member "quantity" stands here twice. (repeated_member)',
    ]


def test_names_that_are_no_texts_are_named_too():
    """A value of Python's, which JSON could not have been."""
    assert said_of(example() | {"b": 1, 7: 1, "a": 1}) == [
        '["7"]: There is no member the number 7 here. (unknown_member)',
        'a: There is no member "a" here. (unknown_member)',
        'b: There is no member "b" here. (unknown_member)',
    ]
