"""A claim beside the books is decided."""

from django.utils import timezone

from settlements.balances.models import ContingentClaim


def end_claim(*, reference: str) -> bool:
    """The claim of the dispute no longer stands beside its statement; False where none stood."""
    standing = ContingentClaim.objects.filter(reference=reference, ended_at=None)
    return bool(standing.update(ended_at=timezone.now()))
