"""How far an agreement is settled, for those who change its terms."""

from datetime import date

from django.db.models import Max, Q

from agreements.models import Agreement
from settlements.runs.models import SettlementRun
from usage.models import Period


def settled_days(agreement: Agreement) -> date | None:
    """The day after the last one that is settled, or that a run approved and not yet issued settles."""
    approved = Q(settlements__run__state=SettlementRun.State.APPROVED)
    rows = Period.objects.filter(Q(state=Period.State.SETTLED) | approved, agreement=agreement)
    return rows.aggregate(last=Max("to_date"))["last"]
