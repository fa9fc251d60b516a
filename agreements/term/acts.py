"""What may be done about the end of an agreement, as both sides' pages show it."""

from datetime import date, timedelta
from typing import Any

from agreements.models import Agreement, TermChange
from agreements.negotiation.acts import Act
from agreements.negotiation.sides import SIGNS, why_not_act
from agreements.sides import side_name
from agreements.term.approve_term_change import why_not_approve_term
from agreements.term.lifecycle import RUNNING
from agreements.term.set_aside_term_change import is_secret
from portal.accounts.deputies import licensor_today
from portal.accounts.models import User

HORIZON = 180
State = TermChange.State


def term_shown(agreement: Agreement, user: User, *, staff: bool) -> dict[str, Any]:
    """The changes the reader may know of, newest first, and what may be done. For members and staff."""
    changes = changes_seen(agreement, staff=staff)
    running = any(each.state in RUNNING for each in changes)
    free = agreement.state == Agreement.State.ACTIVE and not running
    drafts = why_not_act(user, agreement.partner)
    signs = why_not_act(user, agreement.partner, roles=SIGNS)
    return {
        "changes": [
            (each, side_name(each.party, each.partner), _acts(each, user, staff, drafts, signs))
            for each in changes
        ],
        "ends_in": days_left(agreement),
        "acts": {
            "terminate": Act(free, signs),
            "renew": Act(free and agreement.ends_date is not None, drafts),
            "review": Act(staff, drafts),
        },
    }


def changes_seen(agreement: Agreement, *, staff: bool) -> list[TermChange]:
    rows = agreement.term_changes.select_related("agreement", "partner", "by", "approved_by", "accepted_by")
    return [each for each in rows.order_by("-pk") if staff or not is_secret(each)]


def days_left(agreement: Agreement, today: date | None = None) -> int | None:
    """How many days an active agreement still has, where those are few enough to think of it."""
    if agreement.state != Agreement.State.ACTIVE or agreement.ends_date is None:
        return None
    left = (agreement.ends_date - (today or licensor_today())) / timedelta(days=1)
    return int(left) if 0 <= left <= HORIZON else None


def _acts(change: TermChange, user: User, staff: bool, drafts: str, signs: str) -> dict[str, Act]:
    """`drafts` and `signs`: why the reader may not."""
    approves = change.state == State.PROPOSED
    accepts = change.state == State.APPROVED and change.kind == TermChange.Kind.RENEWAL
    return {
        "approve": Act(staff and approves, why_not_approve_term(change, user) if staff else ""),
        "accept": Act(not staff and accepts, signs),
        "set_aside": Act(change.state in RUNNING, drafts),
    }
