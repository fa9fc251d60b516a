"""Files that nobody seems to be reading: their worker died, or was never told."""

from datetime import timedelta

from django.utils import timezone

from settlements.payouts.bank_statements.models import BankStatementFile

PATIENCE = timedelta(minutes=5)
"""The largest file is read in some ten seconds; matching is heard of each thousand lines."""


def stuck_statements() -> list[int]:
    """Ids of those not heard of for long, to be begun again."""
    now = timezone.now()
    moving = (BankStatementFile.State.WAITING, BankStatementFile.State.MATCHING)
    quiet = BankStatementFile.objects.filter(state__in=moving, moved_at__lt=now - PATIENCE)
    ids = list(quiet.order_by("pk").values_list("pk", flat=True))
    BankStatementFile.objects.filter(pk__in=ids).update(moved_at=now)
    return ids
