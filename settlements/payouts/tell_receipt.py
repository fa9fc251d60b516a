"""Say by hand what arrived for a remittance request; a second person confirms it."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from portal.web import formats
from settlements.adjustments.check_amount import check_amount
from settlements.engine.exact import exact_arithmetic, plain
from settlements.payouts.bank_facts import require_past, required_reference
from settlements.payouts.lifecycle import require_move
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.receipts import locked_remittance, waiting_for
from settlements.payouts.what_is_due import still_due


@transaction.atomic
def tell_receipt(
    *, remittance: Remittance, amount: Decimal, day: date, reference: str, by: User
) -> RemittanceReceipt:
    """Nothing moves until somebody else confirms it. A part of what is due is told as it is.

    Staff of the finance or approver role. Raises Refused: `wrong_state`, `bad_amount`, `nothing_due`,
    `more_than_due` (with what others said and nobody confirmed yet), `bad_date`, `no_reference`,
    `long_reference`.
    """
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    bank_reference = required_reference(reference)
    row = locked_remittance(remittance)
    require_move(row, row.State.RECEIVED)
    require_amount(amount, row.currency)
    require_past(day)
    require_due(row, amount, told=waiting_for(row))
    receipt = RemittanceReceipt.objects.create(
        partner=row.partner, remittance=row, amount=amount, day=day, bank_reference=bank_reference, told_by=by
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


def require_amount(amount: Decimal, currency: str) -> None:
    """Raises Refused: `bad_amount`."""
    check_amount(amount, currency)
    if amount <= 0:
        raise Refused("bad_amount", _("Give the amount that arrived, above zero."))


def require_due(remittance: Remittance, amount: Decimal, *, told: Decimal) -> None:
    """`told`: what else is said to have arrived. Raises Refused: `nothing_due`, `more_than_due`."""
    due = still_due(remittance)
    if not due:
        sentence = _("All of %(number)s is held for disputes: nothing is due now. Cancel it, or wait.")
        raise Refused("nothing_due", sentence % {"number": remittance.number})
    with exact_arithmetic():
        free = max(due - told, Decimal(0))
    if amount <= free:
        return
    names = {
        "due": formats.money(due, remittance.currency),
        "free": formats.money(free, remittance.currency),
        "told": formats.money(told, remittance.currency),
    }
    if told:
        sentence = _(
            "%(due)s is due, and %(told)s waits to be confirmed already: at most %(free)s can be entered. "
            "Confirm or drop what waits first."
        )
    else:
        sentence = _(
            "Only %(due)s is due. Enter at most that; hand in the bank's statement (camt.053) to keep what "
            "came beyond it."
        )
    raise Refused("more_than_due", sentence % names)
