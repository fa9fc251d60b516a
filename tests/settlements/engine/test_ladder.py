"""When a guarantee's window closes, and what an advance is recouped from (FORMULA section 7)."""

import pytest

from settlements.engine import settle_document
from tests.settlements.engine.documents import REMOVED, changed, example


def month(number: int, per: str) -> dict:
    """A month of 2026 without usage, under a guarantee of 300.00."""
    following = f"2026-{number + 1:02}-01" if number < 12 else "2027-01-01"
    return changed(
        example(),
        {
            "period": {"from": f"2026-{number:02}-01", "to": following},
            "terms[0].minimum_guarantee": {"amount": "300.00", "per": per},
            "usage": [],
            "contributions": [],
            "counters": {},
            "window": {},
        },
    )


@pytest.mark.parametrize("number", range(1, 13))
def test_a_guarantee_falls_due_where_its_window_ends(number):
    due = {
        per: settle_document(month(number, per))["ladder"]["guarantee_shortfall"] != "0.00"
        for per in ("period", "quarter", "year")
    }
    assert due == {"period": True, "quarter": number in (3, 6, 9, 12), "year": number == 12}


def test_an_advance_is_recouped_from_what_the_cap_leaves():
    """477.74 earned, 100.00 of it under the cap; half of that goes to the advance."""
    changes = {"terms[0].cap.amount": "100.00", "contributions": [], "window.cap_earned": REMOVED}
    ladder = settle_document(changed(example(), changes))["ladder"]
    assert (ladder["earned"], ladder["cap_reduction"], ladder["recoupment"]) == (
        "477.74",
        "-377.74",
        "-50.00",
    )


def test_a_shortfall_is_recouped_from_too():
    """Nothing is earned, 300.00 guaranteed; half of the guarantee goes to the advance."""
    document = changed(month(12, "quarter"), {"window": {"advance_balance": "12000.00"}})
    ladder = settle_document(document)["ladder"]
    assert (ladder["guarantee_shortfall"], ladder["recoupment"]) == ("300.00", "-150.00")


def reasons(document: dict) -> dict[str, str]:
    """Why rungs are zero, as their steps say it."""
    steps = settle_document(document)["ladder_steps"]
    return {
        rung: made[0]["inputs"].get("because") for rung, made in steps.items() if made[0]["formula"] == "0"
    }


def test_a_tail_says_that_it_is_one():
    changes = {
        "agreement.ends": "2026-10-01",
        "terms[0].to": "2026-10-01",
        "period.final": True,
        "terms[0].exclusivity": [],
        "contributions": [],
        "adjustments": [],
        "usage": [],
    }
    tail = changed(example(), changes)
    assert reasons(tail) == {
        "guarantee_shortfall": "tail",
        "cap_reduction": "tail",
        "contribution_credits": "none",
        "recoupment": "tail",
        "adjustments": "none",
    }
    without = dict.fromkeys(("minimum_guarantee", "cap", "advance", "withholding_rate"), REMOVED)
    tail = changed(tail, {f"terms[0].{name}": value for name, value in without.items()} | {"window": {}})
    assert reasons(tail) == {
        "guarantee_shortfall": "no guarantee",
        "cap_reduction": "no cap",
        "contribution_credits": "none",
        "recoupment": "no advance",
        "adjustments": "none",
        "withholding": "no withholding",
    }


def test_an_adjustment_may_lack_kind_and_reference():
    document = changed(example(), {"adjustments": [{"id": "a1", "amount": "-12.50"}]})
    (step,) = settle_document(document)["ladder_steps"]["adjustments"]
    assert step["inputs"] == {"adjustments": [{"id": "a1", "kind": "", "reference": "", "value": "-12.50"}]}
    assert (step["formula"], step["result"]) == ("Σ adjustments", "-12.50")
