"""Whether the figures of the two sides are further apart than the agreement tolerates."""

from typing import Any

from settlements.runs.models import Settlement
from usage.reconciliation.pairs import Pair
from usage.reconciliation.reconcile import reconcile
from usage.usage_of_period import counter_reports, plain


def figures_apart(settlement: Settlement) -> dict[str, Any] | None:
    """The totals beyond tolerance, and the digest of all figures: a waiver holds for these and no others.

    None where all are within, or the other side handed in nothing. Inside a transaction.
    """
    if not counter_reports(period=settlement.period).exists():
        return None
    found = reconcile(period=settlement.period)
    beyond = found.comparison.beyond
    if not beyond:
        return None
    return {
        "reporter": found.reporter,
        "rows": sum(row.differs for row in found.comparison.rows),
        "totals": [_total(each) for each in beyond],
        "digest": found.digest,
    }


def _total(pair: Pair) -> dict[str, Any]:
    figures = {name: getattr(pair, name) for name in ("reported", "countered", "apart", "limit")}
    texts = {name: None if figure is None else plain(figure) for name, figure in figures.items()}
    return {"measure": pair.measure.value, "of": pair.of, **texts}
