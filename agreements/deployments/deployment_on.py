"""What deployments were on days."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from agreements.exclusivity.in_force import LIVE
from agreements.models import Agreement, Classification


def deployment_on(agreement: Agreement, code: str, day: date) -> Classification | None:
    """Application, model and market of the agreement's deployment on the day; None where it was not live."""
    return _classifications(agreement, day, day).filter(deployment__code=code).first()


def classifications_during(agreement: Agreement, start: date, end: date) -> QuerySet[Classification]:
    """What the agreement's live deployments were on some of the days from start to before end."""
    return _classifications(agreement, start, end - timedelta(days=1))


def _classifications(agreement: Agreement, first: date, last: date) -> QuerySet[Classification]:
    rows = Classification.objects.filter(
        Q(to_date=None) | Q(to_date__gt=first),
        Q(deployment__to_date=None) | Q(deployment__to_date__gt=first),
        state=Classification.State.APPROVED,
        from_date__lte=last,
        deployment__agreement=agreement,
        deployment__state__in=LIVE,
        deployment__from_date__lte=last,
    )
    return rows.select_related("deployment", "application", "model", "market")
