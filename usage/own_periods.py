"""Which of an agreement's periods the reader reports."""

from agreements.models import Agreement
from agreements.sides import other
from portal.accounts.models import User
from usage.access import reports_as
from usage.periods.status import PeriodStatus

Shown = tuple[PeriodStatus, bool]
"""A period, and whether the reader reports it."""


def with_may(
    user: User, agreement: Agreement, statuses: list[PeriodStatus], *, counter: bool = False
) -> list[Shown]:
    """The periods in their order; the person is asked once for each side, not for each period.

    `counter`: whether the reader may hand in counter-figures, in place of whether they report it.
    """
    parties = {party: reports_as(user, agreement, party) for party in Agreement.Party.values}
    return [(each, parties[other(each.due.reporter) if counter else each.due.reporter]) for each in statuses]
