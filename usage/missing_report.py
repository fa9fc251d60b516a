"""Whether a period still waits for figures."""

from usage.models import Period


def missing_report(*, period: Period) -> bool:
    """True until the side whose figures settle declared the period complete, or without usage."""
    return not period.declarations.filter(reporter=period.agreement.reporter).exists()
