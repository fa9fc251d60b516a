"""Whether a period still waits for figures."""

from agreements.operations.periods_on import reporter_on
from usage.models import Period


def missing_report(*, period: Period) -> bool:
    """True until the side whose figures settle declared the period complete, or without usage.

    A tail waits for none.
    """
    if period.is_tail:
        return False
    reporter = reporter_on(period.agreement, period.from_date)
    return not period.declarations.filter(reporter=reporter).exists()
