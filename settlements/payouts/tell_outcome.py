"""Say by hand what the bank did with a payout; a second person confirms it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.payouts.bank_facts import require_after_period, require_past, required_reference
from settlements.payouts.lifecycle import require_move
from settlements.payouts.models import Payout, PayoutOutcome
from settlements.payouts.moved import with_statements
from settlements.payouts.outcomes import locked_payout


@transaction.atomic
def tell_outcome(
    *, payout: Payout, kind: str, day: date, reference: str, by: User, reason: str = ""
) -> PayoutOutcome:
    """Nothing moves until somebody else confirms it.

    Staff of the finance or approver role. Raises Refused: `wrong_state`, `told_already`, `bad_date`,
    `no_reference`, `long_reference`, `no_reason` (why it came back).
    """
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    bank_reference = required_reference(reference)
    row = locked_payout(payout)
    require_move(row, kind)
    if row.outcomes.filter(state=PayoutOutcome.State.TOLD).exists():
        sentence = _("What came of %(number)s is said already and waits to be confirmed.")
        raise Refused("told_already", sentence % {"number": row.number})
    require_past(day)
    require_after_period(day, [item.statement for item in with_statements(row.items.all())])
    if kind == PayoutOutcome.Kind.RETURNED and not reason.strip():
        raise Refused("no_reason", _("Say why it came back, as the bank says it; the partner reads it, too."))
    outcome = PayoutOutcome.objects.create(
        payout=row,
        partner=row.partner,
        kind=kind,
        day=day,
        bank_reference=bank_reference,
        reason=reason.strip(),
        told_by=by,
    )
    record_event(
        event="payout.outcome_told",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={"outcome": kind, "day": day.isoformat(), "reference": bank_reference},
    )
    return outcome
