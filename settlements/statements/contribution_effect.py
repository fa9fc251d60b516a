"""What a contribution of a fixed amount came to so far, from the lines of issued statements.

Of points no line says what they alone earned: they are held within a cap and a share between 0 and 1, and the
sum is rounded once for all.
"""

from decimal import Decimal

from django.db.models import Count, Max, OuterRef, Subquery, Sum

from agreements.contributions.effects import Effect
from agreements.models import Contribution
from settlements.statements.models import Line, Statement


def contribution_effect(contribution: Contribution) -> Effect | None:
    """None for points, and before anything was accepted."""
    if contribution.amount is None or contribution.approved_at is None:
        return None
    newest = Statement.objects.filter(number=OuterRef("statement__number")).values("number")
    newest = newest.annotate(newest=Max("version")).values("newest")
    credits = Line.objects.filter(
        statement__agreement=contribution.agreement_id,
        statement__version=Subquery(newest),
        key=f"{Line.Kind.CONTRIBUTION_CREDIT}|{contribution.code}",
    )
    found = credits.aggregate(amount=Sum("amount"), statements=Count("statement"))
    return Effect(abs(found["amount"] or Decimal(0)), found["statements"])
