"""Sample rows of the template file."""

from django.utils import timezone

from agreements.models import AiModel, Application, Unit
from usage.check.canonical import COLUMNS


def template_rows() -> list[list[str]]:
    """Two rows a reader recognises as samples, in codes that the catalogue has."""
    day = timezone.now().date().replace(day=1).isoformat()
    application, model = (
        catalogue.objects.filter(retired_at=None).values_list("code", flat=True).first() or ""
        for catalogue in (Application, AiModel)
    )
    units = list(Unit.objects.filter(retired_at=None, subset_of=None).values_list("code", flat=True)[:2])
    rows = [
        {
            "usage_date": day,
            "application": application,
            "model": model,
            "market": "DE",
            "unit": unit,
            "quantity": "125000.5",
            "gross_revenue": "12.345678",
            "currency": "EUR",
            "customer_ref": "customer-0001",
            "deductions": "0",
            "source_ref": f"sample-{number}",
        }
        for number, unit in enumerate(units, 1)
    ]
    return [[row.get(column, "") for column in COLUMNS] for row in rows]
