"""Say that what a partner paid too much was sent back to it; a second person confirms it."""

from datetime import date

from django.db import transaction

from portal.accounts.access import require_staff
from portal.accounts.models import User
from settlements.payouts.bank_facts import require_past, required_reference
from settlements.payouts.models import RemittanceReceipt
from settlements.payouts.receipts import locked_remittance
from settlements.payouts.second_word import ROLES
from settlements.payouts.surplus.models import SurplusUse
from settlements.payouts.surplus.told_use import left_to_use, told_use


@transaction.atomic
def tell_surplus_sent_back(*, receipt: RemittanceReceipt, day: date, reference: str, by: User) -> SurplusUse:
    """All that is left of it. The journal never had it, so nothing is posted.

    Staff of the finance or approver role. Raises Refused: `bad_date`, `no_reference`, `long_reference`,
    `told_already`, `nothing_left`.
    """
    require_staff(by, *ROLES)
    bank_reference = required_reference(reference)
    require_past(day)
    locked_remittance(receipt.remittance)
    amount = left_to_use(receipt)
    return told_use(receipt, remittance=None, amount=amount, day=day, reference=bank_reference, by=by)
