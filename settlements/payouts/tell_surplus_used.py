"""Use what a partner paid too much for a request that is still open; a second person confirms it."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.engine.exact import exact_arithmetic, plain
from settlements.payouts.lifecycle import require_move
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.receipts import locked_remittance, waiting_for
from settlements.payouts.surplus import surplus_left
from settlements.payouts.what_is_due import still_due


@transaction.atomic
def tell_surplus_used(*, receipt: RemittanceReceipt, onto: Remittance, by: User) -> RemittanceReceipt:
    """As much of it as `onto` has due, a request of the same partner and currency; the same one included.

    `confirm_receipt` posts it. Staff of the finance or approver role. Raises Refused: `nothing_left`,
    `other_partner`, `wrong_state`, `nothing_due`.
    """
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    row = locked_remittance(onto)
    paid = receipt.remittance
    if (row.partner_id, row.currency) != (paid.partner_id, paid.currency):
        sentence = _("%(number)s is of another partner or currency. Choose one of %(partner)s.")
        raise Refused("other_partner", sentence % {"number": row.number, "partner": paid.partner})
    require_move(row, row.State.RECEIVED)
    left = surplus_left(receipt)
    if not left:
        raise nothing_left()
    with exact_arithmetic():
        amount = min(left, still_due(row) - waiting_for(row))
    if amount <= 0:
        sentence = _("Nothing of %(number)s is due now, beyond what waits to be confirmed.")
        raise Refused("nothing_due", sentence % {"number": row.number})
    use = RemittanceReceipt.objects.create(
        partner=row.partner,
        remittance=row,
        kind=RemittanceReceipt.Kind.USED,
        surplus_of=receipt,
        amount=amount,
        day=receipt.day,
        bank_reference=receipt.bank_reference,
        told_by=by,
    )
    record_told(use, by)
    return use


def nothing_left() -> Refused:
    return Refused("nothing_left", _("Nothing is left of what was paid too much. Load the page again."))


def record_told(use: RemittanceReceipt, by: User) -> None:
    record_event(
        event="remittance.surplus_told",
        subject=use.remittance.number,
        actor=by,
        partner=use.partner,
        details={
            "kind": use.kind,
            "amount": plain(use.amount),
            "currency": use.remittance.currency,
            "of": use.surplus_of.remittance.number,
            "reference": use.bank_reference,
        },
    )
