"""Terms and contributions that began on settled days, and whose periods are not settled anew yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from agreements.models import Agreement, Contribution, Version
from portal.accounts.access import require_staff
from portal.accounts.models import User
from settlements.runs.restate.models import RestatedPeriod, Restatement
from settlements.statements.access import READERS
from usage.models import Period


@dataclass(frozen=True, slots=True)
class DatedBack:
    """`what`: the version or the contribution. `period`: the first settled one that it changes."""

    agreement: Agreement
    what: Version | Contribution
    period: Period


def dated_back(user: User) -> list[DatedBack]:
    """For staff who need amounts, oldest first. Outsiders: Http404."""
    require_staff(user, *READERS)
    return sorted(_found(), key=lambda each: (each.agreement.number, each.period.from_date))


def _found() -> Iterator[DatedBack]:
    versions = Version.objects.filter(dated_back=True, state=Version.State.IN_FORCE)
    for version in versions.select_related("agreement__partner"):
        yield from _waits(version, version.from_date, version.to_date, version.accepted_at)
    contributions = Contribution.objects.filter(dated_back=True, state=Contribution.State.ACCEPTED)
    for row in contributions.select_related("agreement__partner"):
        yield from _waits(row, row.from_date, row.to_date, row.approved_at)


def _waits(
    what: Version | Contribution, first: date, end: date | None, agreed_at: datetime | None
) -> Iterator[DatedBack]:
    """One, where a period settled before it was agreed is not restated since."""
    touched = Q(to_date__gt=first) if end is None else Q(to_date__gt=first, from_date__lt=end)
    settled = Period.objects.filter(touched, agreement=what.agreement, state=Period.State.SETTLED)
    before = settled.filter(statements__version=1, statements__issued_at__lt=agreed_at)
    period = before.order_by("from_date").first()
    if period is None:
        return
    computed = Restatement.objects.filter(
        agreement=what.agreement, computed_at__gt=agreed_at, period__from_date__lte=period.from_date
    )
    # Where nothing differs there is nothing to approve: it was cancelled.
    same = Q(state=Restatement.State.CANCELLED) & ~Exists(
        RestatedPeriod.objects.filter(restatement=OuterRef("pk"), differs=True)
    )
    if not computed.filter(Q(state=Restatement.State.ISSUED) | same).exists():
        yield DatedBack(what.agreement, what, period)
