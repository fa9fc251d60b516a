"""Say by hand what of a remittance request arrived; a second person confirms it."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.money.rounding import round_money
from portal.refused import Refused
from settlements.engine.exact import plain
from settlements.payouts.bank_facts import require_past, required_reference
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.receipts import due_of, locked_remittance, require_at_most


@transaction.atomic
def tell_receipt(
    *, remittance: Remittance, amount: Decimal, day: date, reference: str, by: User
) -> RemittanceReceipt:
    """Nothing moves until somebody else confirms it. A part of what is due is fine, more is not.

    Staff of the finance or approver role. Raises Refused: `wrong_state`, `told_already`, `nothing_due`,
    `bad_amount`, `too_much`, `bad_date`, `no_reference`, `long_reference`.
    """
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    bank_reference = required_reference(reference)
    row = locked_remittance(remittance)
    due = due_of(row)
    if row.receipts.filter(state=RemittanceReceipt.State.TOLD).exists():
        sentence = _("A payment of %(number)s is entered already and waits to be confirmed.")
        raise Refused("told_already", sentence % {"number": row.number})
    require_past(day)
    _require_amount(amount, row.currency)
    require_at_most(amount, due, row.currency)
    receipt = RemittanceReceipt.objects.create(
        remittance=row,
        partner=row.partner,
        amount=amount,
        day=day,
        bank_reference=bank_reference,
        told_by=by,
    )
    record_event(
        event="remittance.receipt_told",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={
            "amount": plain(amount),
            "currency": row.currency,
            "day": day.isoformat(),
            "reference": bank_reference,
        },
    )
    return receipt


def _require_amount(amount: Decimal, currency: str) -> None:
    if not amount.is_finite() or amount <= 0:
        raise Refused("bad_amount", _("Enter the amount that arrived: above zero."))
    if amount != round_money(amount, currency):
        sentence = _("%(amount)s is no amount of %(currency)s. Enter it as the bank shows it.")
        raise Refused("bad_amount", sentence % {"amount": plain(amount), "currency": currency})
