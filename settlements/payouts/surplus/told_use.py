"""One person's word on what becomes of a surplus, kept for a second."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.engine.exact import plain
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.surplus.models import SurplusUse
from settlements.payouts.surplus.surplus_left import surplus_left


def left_to_use(receipt: RemittanceReceipt) -> Decimal:
    """Under the lock of the partner's books. Raises Refused: `told_already`, `nothing_left`."""
    if receipt.uses.filter(state=SurplusUse.State.TOLD).exists():
        sentence = _("Somebody said already what becomes of it. Confirm that first, or take it back.")
        raise Refused("told_already", sentence)
    if left := surplus_left(receipt):
        return left
    raise Refused("nothing_left", _("Nothing is left of what was paid too much. Load the page again."))


def told_use(
    receipt: RemittanceReceipt,
    *,
    remittance: Remittance | None,
    amount: Decimal,
    day: date,
    reference: str,
    by: User,
) -> SurplusUse:
    use = SurplusUse.objects.create(
        partner=receipt.partner,
        receipt=receipt,
        remittance=remittance,
        amount=amount,
        day=day,
        bank_reference=reference,
        told_by=by,
    )
    record_event(event="remittance.surplus_told", actor=by, **what_of(use))
    return use


def what_of(use: SurplusUse) -> dict[str, Any]:
    """For the chain of the partner that paid too much: about the request it paid too much for."""
    paid = use.receipt.remittance
    return {
        "subject": paid.number,
        "partner": use.partner,
        "details": {
            "amount": plain(use.amount),
            "currency": paid.currency,
            "used_for": use.remittance.number if use.remittance else "",
            "day": use.day.isoformat(),
            "reference": use.bank_reference,
        },
    }
