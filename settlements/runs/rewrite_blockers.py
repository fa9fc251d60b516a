"""Keep a settlement's blockers true."""

from settlements.runs.find_blockers import Found
from settlements.runs.models import Blocker, Settlement


def rewrite_blockers(*, settlement: Settlement, found: list[Found]) -> None:
    """What is no longer found goes; a waiver stays only where its details are the same to the letter."""
    before = {blocker.kind: blocker for blocker in settlement.blockers.all()}
    now = {each.kind: each.details for each in found}
    for kind, blocker in before.items():
        if now.get(kind) != blocker.details:
            blocker.delete()
        else:
            now.pop(kind)
    Blocker.objects.bulk_create(
        Blocker(settlement=settlement, partner_id=settlement.partner_id, kind=kind, details=details)
        for kind, details in now.items()
    )
