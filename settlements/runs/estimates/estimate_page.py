"""What the page of an estimate shows: the statement it would make, and what may still change it."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from settlements.runs.estimates.words import assumptions, why_not
from settlements.runs.result_parts import result_parts
from settlements.statements.estimates.models import Estimate
from settlements.statements.page_parts import versions_used
from usage.declare_period import nil_of
from usage.models import Period


def estimate_page(*, period: Period, staff: bool, page: str | None = None) -> dict[str, Any]:
    """Without an estimate only the period's facts."""
    rows = Estimate.objects.filter(agreement=period.agreement_id, period=period)
    estimate = rows.first()
    today = timezone.now().astimezone(ZoneInfo(period.agreement.time_zone)).date()
    context: dict[str, Any] = {
        "period": period,
        "agreement": period.agreement,
        "partner": period.partner,
        "estimate": estimate,
        "last_day": period.last_day,
        "running": period.to_date > today,
    }
    if estimate is None:
        return context
    context["reports"] = estimate.reports.select_related("file").order_by("pk")
    context["nil"] = None if context["reports"] else nil_of(period)
    if estimate.state == Estimate.State.FAILED:
        return context | {"why_not": why_not(estimate)}
    document, result = estimate.input_document, estimate.result_document
    parts = result_parts(
        period=period, partner=period.partner, document=document, result=result, staff=staff, page=page
    )
    return context | parts | {"assumptions": assumptions(estimate), "versions": versions_used(document)}
