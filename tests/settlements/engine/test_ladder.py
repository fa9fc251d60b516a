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
