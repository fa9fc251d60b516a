"""A bank statement's entry says what came of a payout."""

from datetime import date

from django.db import transaction

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from settlements.payouts.bank_facts import require_after_period, require_past, required_reference
from settlements.payouts.lifecycle import require_move
from settlements.payouts.models import Payout, PayoutOutcome
from settlements.payouts.moved import with_statements
from settlements.payouts.outcomes import locked_payout, settle_outcome


@transaction.atomic
def outcome_by_bank(
    *, payout: Payout, kind: str, day: date, reference: str, entry: str, by: User, reason: str = ""
) -> PayoutOutcome:
    """The bank's own word needs no second person; the same `entry` again changes nothing.

    What a person said and nobody confirmed yet is dropped for it. Staff of the finance or approver role, who
    handed in the bank statement. Raises Refused: `wrong_state`, `bad_date`, `no_reference`, `long_reference`.
    """
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    row = locked_payout(payout)
    if (standing := PayoutOutcome.objects.filter(bank_entry=entry).first()) is not None:
        return standing
    require_move(row, kind)
    require_past(day)
    require_after_period(day, [item.statement for item in with_statements(row.items.all())])
    for told in row.outcomes.filter(state=PayoutOutcome.State.TOLD):
        told.state, told.decided_by = PayoutOutcome.State.DROPPED, by
        told.save()
    outcome = PayoutOutcome(
        payout=row,
        partner=row.partner,
        kind=kind,
        day=day,
        bank_reference=required_reference(reference),
        reason=reason.strip(),
        told_by=by,
        bank_entry=entry,
    )
    settle_outcome(row, outcome, by=by)
    return outcome
