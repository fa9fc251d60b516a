"""Whether a period still waits for figures."""

from collections.abc import Sequence

from agreements.operations.periods_on import reporter_on
from usage.models import Declaration, Period


def missing_report(*, period: Period) -> bool:
    """True until the side whose figures settle declared the period complete, or without usage.

    A tail waits for none.
    """
    return period.pk in missing_reports(periods=[period])


def missing_reports(*, periods: Sequence[Period]) -> set[int]:
    """Ids of those of which `missing_report` is true."""
    rows = Declaration.objects.filter(period__in=[period.pk for period in periods]).order_by()
    declared = set(rows.values_list("period", "reporter"))
    return {
        period.pk
        for period in periods
        if not period.is_tail and (period.pk, reporter_on(period.agreement, period.from_date)) not in declared
    }
