"""How long a settlement period is and whose figures settle it: by the version in force on its first day.

Nothing else asks an agreement for its `reporter` or `period_length`: they count where a version names none.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.models import Agreement, Version
from agreements.operations.operations_on import of_day, standing_versions
from portal.periods import DateRange, Span, calendar_period


def reporter_on(agreement: Agreement, day: date, standing: list[Version] | None = None) -> str:
    """Whose figures settle a period that begins on the day, Agreement.Party; `standing` as in `said_on`."""
    return said_on(agreement, "reporter", day, standing)


def period_length_on(agreement: Agreement, day: date, standing: list[Version] | None = None) -> Span:
    """How long a period is that holds the day: lengths change between periods only."""
    quarter = Agreement.PeriodLength.QUARTER
    return "quarter" if said_on(agreement, "period_length", day, standing) == quarter else "month"


def period_on(agreement: Agreement, day: date, standing: list[Version] | None = None) -> DateRange:
    """The whole calendar period that holds the day, not clipped to the term."""
    return calendar_period(period_length_on(agreement, day, standing), day)


def periods_from(
    agreement: Agreement, day: date, standing: list[Version] | None = None
) -> Iterator[DateRange]:
    """The calendar period that holds the day, and those after it, without end."""
    versions = standing_versions(agreement) if standing is None else standing
    while True:
        found = period_on(agreement, day, versions)
        yield found
        day = found.last_day + timedelta(days=1)


def said_on(agreement: Agreement, member: str, day: date, standing: list[Version] | None = None) -> str:
    """`period_length` or `reporter` as it holds on the day; one before the agreement begins is its first.

    `standing`: the versions to ask, in the order of their first day; without it those in force.
    """
    versions = standing_versions(agreement) if standing is None else standing
    said = getattr(of_day(versions, max(day, agreement.starts_date)), member)
    return str(said or getattr(agreement, member))


def settled_by(agreements: QuerySet[Agreement], length: str) -> QuerySet[Agreement]:
    """Those that have, had or will have periods of the length."""
    unsaid = Q(operations=None) | Q(operations__period_length="")
    own = Q(operations__period_length=length) | (unsaid & Q(agreement__period_length=length))
    in_force = Version.objects.filter(agreement=OuterRef("pk"), state=Version.State.IN_FORCE)
    return agreements.filter(Exists(in_force.filter(own)))
