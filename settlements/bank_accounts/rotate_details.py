"""Numbers of bank accounts under the first key."""

from django.db import transaction

from portal.sealed import sealed_anew
from settlements.bank_accounts.models import BankAccount

BATCH = 500


def rotate_details() -> tuple[str, int]:
    """How many changed. A batch is a transaction: a death in between leaves the rest to the next call."""
    changed, last = 0, 0
    rows = BankAccount.objects.order_by("pk")
    while ids := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            for pk, sealed in rows.select_for_update().filter(pk__in=ids).values_list("pk", "sealed"):
                if (anew := sealed_anew(sealed)) != sealed:
                    changed += rows.filter(pk=pk).update(sealed=anew)
        last = ids[-1]
    return "bank accounts", changed
