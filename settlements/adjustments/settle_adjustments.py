"""A statement takes in the corrections its input names."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.accounts.models import User
from portal.refused import Refused
from settlements.adjustments.in_document import in_document
from settlements.adjustments.models import Adjustment
from settlements.balances.lock_books import lock_books
from settlements.balances.release_hold import release_hold


def settle_adjustments(
    *, agreement: Agreement, statement: str, listed: list[dict[str, Any]], at: datetime, by: User
) -> list[Adjustment]:
    """Those `listed` in the input of `statement` wait no longer, and what was held for them is released.

    Inside the transaction that issues it. Raises Refused (`adjustments_changed`) where one of them is not
    waiting with that very amount.
    """
    if not listed:
        return []
    lock_books(partner=agreement.partner)
    rows = Adjustment.objects.filter(agreement=agreement, settled_in="").select_for_update()
    waiting = {in_document(row)["id"]: row for row in rows}
    taken = []
    for each in listed:
        row = waiting.get(each["id"])
        if row is None or row.amount != Decimal(each["amount"]):
            sentence = _(
                "The adjustments of %(agreement)s changed since it was settled (%(reference)s). "
                "Settle it again, so that each is taken in once."
            )
            names = {"agreement": agreement.number, "reference": each.get("reference") or each["id"]}
            raise Refused("adjustments_changed", sentence % names)
        row.settled_in, row.settled_at = statement, at
        row.save(update_fields=["settled_in", "settled_at"])
        taken.append(row)
    for reference in sorted({row.reference for row in taken}):
        release_hold(reference=reference, amount=None, key=f"settled in {statement}", by=by)
    return taken
