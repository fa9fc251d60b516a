"""Say that the partner's money arrived."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import people_with_role, require_staff
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.refused import Refused
from settlements.balances.lock_books import lock_books
from settlements.balances.models import Account, JournalTransaction
from settlements.balances.post import post
from settlements.engine.exact import plain
from settlements.payouts.bank_facts import require_past, required_reference
from settlements.payouts.lifecycle import require_move
from settlements.payouts.models import Remittance
from settlements.payouts.moved import moved
from settlements.payouts.sums import total_of
from settlements.payouts.what_is_due import what_is_due


@transaction.atomic
def mark_received(*, remittance: Remittance, by: User, received_date: date, reference: str) -> Remittance:
    """Received is what is still due of it; what is held is asked for anew once that is decided.

    Staff of the finance or approver role. Raises Refused: `wrong_state`, `nothing_due`, `bad_date`,
    `no_reference`, `long_reference`.
    """
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    bank_reference = required_reference(reference)
    lock_books(partner=remittance.partner)
    row = Remittance.objects.select_for_update(of=("self",)).select_related("partner").get(pk=remittance.pk)
    require_move(row, row.State.RECEIVED)
    require_past(received_date)
    parts = what_is_due(row)
    if not (amount := total_of(part.due for part in parts)):
        sentence = _("All of %(number)s is held for disputes: nothing is due now. Cancel it, or wait.")
        raise Refused("nothing_due", sentence % {"number": row.number})
    row.state, row.received_amount = row.State.RECEIVED, amount
    row.received_date, row.bank_reference = received_date, bank_reference
    row.marked_by, row.marked_at = by, timezone.now()
    row.save()
    row.items.update(live=False)
    post(
        partner=row.partner,
        cause=JournalTransaction.Cause.REMITTANCE_RECEIVED,
        subject=row.number,
        key=f"remittance {row.number} received",
        currency=row.currency,
        entries=moved(
            row.number,
            [(part.item.statement, part.due) for part in parts],
            debit=Account.RECEIVED,
            credit=Account.RECEIVABLE,
        ),
        by=by,
    )
    notify(
        people=people_with_role(row.partner, PartnerRole.FINANCE),
        kind="remittance_received",
        context={"remittance": row},
        link=reverse("remittance", args=[row.number]),
        partner=row.partner,
    )
    record_event(
        event="remittance.marked_received",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={
            "amount": plain(amount),
            "currency": row.currency,
            "received_date": received_date.isoformat(),
            "reference": bank_reference,
        },
    )
    return row
