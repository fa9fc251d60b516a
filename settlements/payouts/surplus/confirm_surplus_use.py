"""The second person's word on what becomes of money that was paid too much."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.access import people_with_role, require_staff
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.refused import Refused
from settlements.payouts.models import RemittanceReceipt
from settlements.payouts.receipts import due_of, locked_remittance, require_at_most, settle_receipt
from settlements.payouts.second_word import ROLES, require_open, why_own_word
from settlements.payouts.surplus.models import SurplusUse
from settlements.payouts.surplus.told_use import what_of


@transaction.atomic
def confirm_surplus_use(*, use: SurplusUse, by: User) -> SurplusUse:
    """Used: the request receives it as it would a payment. Sent back: nothing is posted. The partner is told.

    Staff of the finance or approver role, never who said it, nor their deputy. Raises Refused: `own_work`,
    `decided`, `wrong_state`, `nothing_due`, `too_much` (paid or disputed meanwhile).
    """
    require_staff(by, *ROLES)
    if why := why_own_word(use, by):
        raise Refused("own_work", why)
    remittance = locked_remittance(use.remittance or use.receipt.remittance)
    row = SurplusUse.objects.select_for_update(of=("self",)).get(pk=use.pk)
    require_open(row)
    row.state, row.decided_by, row.decided_at = row.State.CONFIRMED, by, timezone.now()
    if row.remittance_id:
        require_at_most(row.amount, due_of(remittance), remittance.currency)
        row.paid_as = RemittanceReceipt(
            remittance=remittance,
            partner=remittance.partner,
            amount=row.amount,
            day=row.day,
            bank_reference=row.bank_reference,
            told_by=row.told_by,
        )
        settle_receipt(remittance, row.paid_as, by=by)
    else:
        _tell_sent_back(row)
    row.save()
    record_event(event="remittance.surplus_confirmed", actor=by, **what_of(row))
    return row


def _tell_sent_back(use: SurplusUse) -> None:
    paid = use.receipt.remittance
    notify(
        people=people_with_role(use.partner, PartnerRole.FINANCE),
        kind="surplus_sent_back",
        context={"use": use, "remittance": paid},
        link=reverse("remittance", args=[paid.number]),
        partner=use.partner,
    )
