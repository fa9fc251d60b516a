"""Several faults of one input: each is named, none made up; what cannot be read is not judged whole."""

import pytest

from settlements.engine import InvalidInput, parse_input
from tests.settlements.engine.documents import changed, example

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
]


@pytest.mark.parametrize(("what", "changes", "expected"), FAULTS, ids=[row[0] for row in FAULTS])
def test_faults_together(what, changes, expected):
    with pytest.raises(InvalidInput) as refusal:
        parse_input(changed(example(), changes))
    assert [(fault.path, fault.code) for fault in refusal.value.faults] == expected
