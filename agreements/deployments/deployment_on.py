"""What a deployment was on a day."""

from datetime import date

from django.db.models import Q

from agreements.exclusivity.in_force import LIVE
from agreements.models import Agreement, Classification


def deployment_on(agreement: Agreement, code: str, day: date) -> Classification | None:
    """Application, model and market of the agreement's deployment on the day; None where it was not live."""
    rows = Classification.objects.filter(
        Q(to_date=None) | Q(to_date__gt=day),
        Q(deployment__to_date=None) | Q(deployment__to_date__gt=day),
        state=Classification.State.APPROVED,
        from_date__lte=day,
        deployment__agreement=agreement,
        deployment__code=code,
        deployment__state__in=LIVE,
        deployment__from_date__lte=day,
    )
    return rows.select_related("deployment", "application", "model", "market").first()
