"""A statement beside the last estimate before it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from settlements.statements.differences import Difference
from settlements.statements.estimates.models import Estimate
from settlements.statements.models import Statement


@dataclass(frozen=True, slots=True)
class LastEstimate:
    """Of each figure the estimated one is the old, the issued one the new."""

    made_at: datetime
    due: Difference
    figures: list[Difference]


def last_estimate(*, statement: Statement) -> LastEstimate | None:
    """None where nothing was estimated, or nothing could be computed."""
    rows = Estimate.objects.filter(
        agreement=statement.agreement_id, period=statement.period_id, state=Estimate.State.COMPUTED
    )
    found = rows.only("made_at", "earned", "net_due", "due_now").first()
    if found is None:
        return None
    due = Difference(_("Due now"), found.due_now, statement.due_now)
    figures = [
        Difference(_("Earned"), found.earned, statement.earned),
        Difference(_("Net due"), found.net_due, statement.net_due),
        due,
    ]
    return LastEstimate(found.made_at, due, figures)
