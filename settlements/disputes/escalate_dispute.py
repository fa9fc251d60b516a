"""Take a dispute to the next level: another person of the licensor, then the agreement's next step."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import OperationalTerms
from agreements.operations.operations_on import operations_on
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.disputes.clock_of import day_there, is_missed
from settlements.disputes.lifecycle import DISPUTE, move, require_reason, wrong_state
from settlements.disputes.models import Dispute, Side
from settlements.disputes.sides import side_of
from settlements.disputes.tell import tell_other_side

State, Level = Dispute.State, Dispute.Level


@transaction.atomic
def escalate_dispute(
    *, by: User, dispute: Dispute, version: int, reason: str, on_date: date | None = None
) -> Dispute:
    """After a refusal or a missed day, by those who speak for either side. Nothing held changes.

    `on_date`: when the agreement's next step was begun, for that level only. Whoever looked after the dispute
    no longer does. Raises Refused: `no_reason`, `too_early`, `no_step`, `no_day`, `wrong_state`, `stale`.
    """
    side = side_of(by, dispute.partner)
    reason = require_reason(reason, _("Say why you take it further; the other side reads it."))
    dispute = Dispute.objects.select_related("agreement", "statement__period").get(pk=dispute.pk)
    if why := why_not_escalate(dispute):
        raise why
    level = Level(dispute.level + 1)
    if level == Level.OUTSIDE:
        _check_day(dispute, on_date)
    row = move(
        dispute=dispute,
        version=version,
        to_state=State.ESCALATED,
        by=by,
        reason=reason,
        on_date=on_date if level == Level.OUTSIDE else None,
        level=level,
        assigned_to=None,
    )
    tell_other_side(kind="dispute_escalated", thread=row, side=side, by=by, signing=True)
    record_event(
        event="dispute.escalated",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={"level": int(level), "step": next_step(row).escalation if level == Level.OUTSIDE else ""},
    )
    return row


def why_not_escalate(dispute: Dispute) -> Refused | None:
    """None: it may be taken further now. As the row given says; `move` has the last word."""
    if State.ESCALATED not in DISPUTE.allowed(dispute.state) or dispute.state == State.DECIDED:
        return wrong_state(dispute)
    if dispute.level == Level.OUTSIDE:
        sentence = _("Dispute %(dispute)s is with the agreement’s last step already.")
        return Refused("no_step", sentence % {"dispute": dispute.number})
    if dispute.level == Level.SECOND and not next_step(dispute).escalation:
        sentence = _(
            "The agreement names no next step. Propose another outcome, withdraw the dispute, or agree on a "
            "step in an amendment."
        )
        return Refused("no_step", sentence)
    if dispute.state == State.ASKED and dispute.side == Side.PARTNER:
        sentence = _("The licensor waits for information. Give it first; its days then count on.")
        return Refused("too_early", sentence)
    if dispute.state != State.REFUSED and not is_missed(dispute):
        sentence = _(
            "A dispute is escalated after a proposal was refused, or when the day by which somebody had to "
            "act is over."
        )
        return Refused("too_early", sentence)
    return None


def goes_further(dispute: Dispute) -> bool:
    """Whether there is a level above."""
    return dispute.level == Level.FIRST or (
        dispute.level == Level.SECOND and bool(next_step(dispute).escalation)
    )


def next_step(dispute: Dispute) -> OperationalTerms:
    """Where the agreement says what its next step is, and by which rules."""
    return operations_on(dispute.agreement, dispute.statement.period.from_date)


def _check_day(dispute: Dispute, on_date: date | None) -> None:
    if on_date is None:
        raise Refused("no_day", _("Say on which day the agreement’s next step was begun."))
    opened = dispute.opened_at.date()
    if on_date > day_there(dispute) or on_date < opened:
        raise Refused("no_day", _("That day is before the dispute was opened, or has not come yet."))
