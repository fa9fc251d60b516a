"""What disputes and corrections changed already of the statements that a restatement takes up."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from settlements.adjustments.models import Adjustment
from settlements.engine.exact import exact_arithmetic
from settlements.runs.restate.models import Restatement


def outcomes_of(row: Restatement) -> QuerySet[Adjustment]:
    """Those of statements that would get a new version, less what an earlier restatement took back."""
    numbers = row.periods.filter(differs=True).values("previous__number")
    rows = Adjustment.objects.filter(
        kind__in=Adjustment.OF_LINES, agreement=row.agreement_id, statement__in=numbers
    )
    if row.state == Restatement.State.ISSUED:
        made_before = rows.filter(made_at__lte=row.approved_at)
        return made_before.exclude(reversed_by__made_at__lt=row.approved_at).order_by("pk")
    return rows.filter(reversed_by=None).order_by("pk")


def made_since(row: Restatement, moment: datetime) -> bool:
    """Whether one came after the moment: nobody has said of it whether it still stands."""
    return outcomes_of(row).filter(made_at__gt=moment).exists()


def taken_back(outcomes: Iterable[Adjustment]) -> Decimal:
    """What the restatement adds for those that the new figures contain."""
    with exact_arithmetic():
        return sum((each.amount.copy_negate() for each in outcomes), start=Decimal(0))
