"""Say that an approved payout left the bank."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.access import people_with_role, require_staff
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from settlements.balances.lock_books import lock_books
from settlements.balances.models import Account, JournalTransaction
from settlements.balances.post import post
from settlements.balances.soundness.require_sound_books import require_sound_books
from settlements.engine.exact import plain
from settlements.payouts.bank_facts import require_after_period, require_past, required_reference
from settlements.payouts.lifecycle import require_move
from settlements.payouts.models import Payout
from settlements.payouts.moved import amounts_of, moved, with_statements


@transaction.atomic
def mark_paid(*, payout: Payout, by: User, paid_date: date, reference: str) -> Payout:
    """A paid payout never changes again; the partner's finance people are told.

    Staff of the finance or approver role. Raises Refused: `books_disagree`, `wrong_state`, `bad_date`,
    `no_reference`, `long_reference`.
    """
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    require_sound_books()
    bank_reference = required_reference(reference)
    lock_books(partner=payout.partner)
    row = Payout.objects.select_for_update(of=("self",)).select_related("partner").get(pk=payout.pk)
    require_move(row, row.State.PAID)
    require_past(paid_date)
    items = with_statements(row.items.all())
    require_after_period(paid_date, [item.statement for item in items])
    row.state, row.version = row.State.PAID, row.version + 1
    row.paid_date, row.bank_reference = paid_date, bank_reference
    row.marked_by, row.marked_at = by, timezone.now()
    row.save()
    row.items.update(live=False)
    post(
        partner=row.partner,
        cause=JournalTransaction.Cause.PAYOUT_PAID,
        subject=row.number,
        key=f"payout {row.number} paid",
        currency=row.currency,
        entries=moved(row.number, amounts_of(items), debit=Account.IN_TRANSIT, credit=Account.PAID),
        by=by,
    )
    notify(
        people=people_with_role(row.partner, PartnerRole.FINANCE),
        kind="payout_paid",
        context={"payout": row},
        link=reverse("payout", args=[row.number]),
        partner=row.partner,
    )
    record_event(
        event="payout.marked_paid",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={
            "amount": plain(row.amount),
            "currency": row.currency,
            "paid_date": paid_date.isoformat(),
            "reference": bank_reference,
        },
    )
    return row
