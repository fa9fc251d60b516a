"""What is overdue, and what follows from it."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from agreements.models import Agreement, ExclusivityGrant, Obligation, ObligationDue, Version
from agreements.obligations.access import dues_of
from agreements.obligations.today import today_of

Consequence = Obligation.Consequence


def overdue_on(agreement: Agreement, day: date) -> QuerySet[ObligationDue]:
    """Open although their day is before `day`, longest first."""
    return dues_of(agreement).filter(state=ObligationDue.State.OPEN, due_date__lt=day)


def overdue_blocking(agreement: Agreement, day: date) -> list[ObligationDue]:
    """Those that keep a settlement waiting. A run asks with the day after its period: what falls due later
    never holds up an earlier period."""
    return overdue_blocking_of({agreement.pk: day})[agreement.pk]


def overdue_blocking_of(days: Mapping[int, date]) -> dict[int, list[ObligationDue]]:
    """As `overdue_blocking` of each agreement, given by id with its day."""
    rows = ObligationDue.objects.filter(
        agreement__in=days,
        state=ObligationDue.State.OPEN,
        due_date__lt=max(days.values(), default=date.min),
        obligation__consequence=Consequence.BLOCK_RUN,
    ).select_related("obligation")
    found: dict[int, list[ObligationDue]] = {agreement: [] for agreement in days}
    for due in rows.order_by("due_date", "code", "pk"):
        if due.due_date < days[due.agreement_id]:
            found[due.agreement_id].append(due)
    return found


def suspended_grants(agreement: Agreement, day: date) -> list[ExclusivityGrant]:
    """Exclusive rights in force on the day that rest, since an obligation is overdue.

    What follows from it, says exclusivity/resting.py.
    """
    codes = set(
        overdue_on(agreement, day)
        .filter(obligation__consequence=Consequence.SUSPEND_GRANT)
        .values_list("obligation__grant", flat=True)
    )
    if not codes:
        return []
    rows = ExclusivityGrant.objects.filter(
        version__agreement=agreement, version__state=Version.State.IN_FORCE, version__from_date__lte=day
    ).exclude(version__to_date__lte=day)
    rows = rows.filter(from_date__lte=day).exclude(to_date__lte=day)
    rows = rows.select_related("application", "model", "market").order_by("code", "pk")
    return [row for row in rows if "" in codes or row.code in codes]


def overdue_now(dues: QuerySet[ObligationDue], most: int | None = None) -> list[ObligationDue]:
    """Of open ones, those whose day is over where their agreement counts days; the first `most`."""
    # No zone is more than a day ahead of UTC.
    near = dues.filter(due_date__lt=timezone.now().date() + timedelta(days=1))
    found = [due for due in near if is_overdue(due)]
    return found if most is None else found[:most]


def is_overdue(due: ObligationDue) -> bool:
    return due.state == ObligationDue.State.OPEN and due.due_date < today_of(due.agreement)
