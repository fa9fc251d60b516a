"""Which months the demo tells of: whole ones, up to the last whose final day finds an exchange rate."""

from datetime import timedelta

from portal.demo.terms import STARTS
from portal.periods import calendar_period, label_of, next_period
from settlements.fx.models import FxRate

FALLBACK = timedelta(days=7)  # FORMULA section 2: the newest rate of the 7 days before serves


def demo_labels() -> list[str]:
    """Period labels from the deals' first month on, e.g. `2026-01` … `2026-10`; never depends on today."""
    newest = FxRate.objects.order_by("-date").values_list("date", flat=True).first()
    labels, period = [], calendar_period("month", STARTS)
    while newest and period.last_day <= newest + FALLBACK:
        labels.append(label_of(period))
        period = next_period(period)
    return labels
