"""The periods whose accruals one may choose."""

from portal.accounts.models import User
from portal.periods import label_of
from settlements.runs.tails import next_tails
from settlements.statements.access import staff_statements
from settlements.statements.estimates.access import staff_estimates

SHOWN = 36


def periods_offered(user: User, *, beside: str) -> list[str]:
    """Labels that have estimates, statements or waiting tails, newest first, and the one looked at."""
    rows = (staff_estimates(user), staff_statements(user))
    found = {beside, *(label_of(days) for _agreement, days in next_tails())}
    for each in rows:
        found |= set(each.order_by().values_list("period__label", flat=True).distinct())
    return sorted(found, reverse=True)[:SHOWN]
