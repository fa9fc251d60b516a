"""A statement beside the last estimate before it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from settlements.engine.exact import exact_arithmetic
from settlements.statements.estimates.models import Estimate
from settlements.statements.models import Statement


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure: as estimated, and as issued."""

    name: str
    estimated: Decimal
    issued: Decimal

    @property
    def difference(self) -> Decimal:
        with exact_arithmetic():
            return self.issued - self.estimated


@dataclass(frozen=True, slots=True)
class LastEstimate:
    made_at: datetime
    due: Beside
    figures: list[Beside]


def last_estimate(*, statement: Statement) -> LastEstimate | None:
    """None where nothing was estimated, or nothing could be computed."""
    rows = Estimate.objects.filter(
        agreement=statement.agreement_id, period=statement.period_id, state=Estimate.State.COMPUTED
    )
    found = rows.only("made_at", "earned", "net_due", "due_now").first()
    if found is None:
        return None
    due = Beside(_("Due now"), found.due_now, statement.due_now)
    figures = [
        Beside(_("Earned"), found.earned, statement.earned),
        Beside(_("Net due"), found.net_due, statement.net_due),
        due,
    ]
    return LastEstimate(found.made_at, due, figures)
