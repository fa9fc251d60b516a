"""Use what a partner paid too much for a request that is open; a second person confirms it."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.refused import Refused
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.receipts import due_of, locked_remittance
from settlements.payouts.second_word import ROLES
from settlements.payouts.surplus.models import SurplusUse
from settlements.payouts.surplus.told_use import left_to_use, told_use


@transaction.atomic
def tell_surplus_used(*, receipt: RemittanceReceipt, onto: Remittance, by: User) -> SurplusUse:
    """As much of it as `onto` has due, a request of the same partner and currency; the same one included.

    `confirm_surplus_use` posts it. Staff of the finance or approver role. Raises Refused: `other_partner`,
    `wrong_state`, `nothing_due`, `told_already`, `nothing_left`.
    """
    require_staff(by, *ROLES)
    row, paid = locked_remittance(onto), receipt.remittance
    if (row.partner_id, row.currency) != (paid.partner_id, paid.currency):
        sentence = _("%(number)s is of another partner or currency. Choose one of %(partner)s.")
        raise Refused("other_partner", sentence % {"number": row.number, "partner": paid.partner})
    amount = min(left_to_use(receipt), due_of(row))
    facts = {"day": receipt.day, "reference": receipt.bank_reference}
    return told_use(receipt, remittance=row, amount=amount, by=by, **facts)
