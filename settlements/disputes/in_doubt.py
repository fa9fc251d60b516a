"""What of a statement is in doubt now."""

from settlements.balances.hold_again import Doubt
from settlements.disputes.lifecycle import LIVE
from settlements.disputes.models import Dispute


def in_doubt(statement: str) -> list[Doubt]:
    """By its live disputes, oldest first."""
    rows = Dispute.objects.filter(statement__number=statement, state__in=LIVE, effect__gt=0)
    return [Doubt(number, effect) for number, effect in rows.order_by("pk").values_list("number", "effect")]
