"""The register of an agreement's deployments, and one of them, for both parties."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from agreements.audience import Audience
from agreements.deployments.access import deployments_of
from agreements.deployments.acts import deployment_acts
from agreements.deployments.deployment_page import classified, now_of, row_shown
from agreements.eligibility.licences import Licences
from agreements.models import Deployment
from agreements.obligations.today import today_of
from agreements.registers.sides import why_not_keep
from agreements.sides import side_name

MOST = 500


def deployments(request, audience: Audience, number: str) -> HttpResponse:
    """Those that run first; what is over or was refused stays."""
    found = audience.frame(request.user, number)
    today, licences = today_of(found), Licences()
    rows = [row_shown(row, today, licences) for row in deployments_of(found)[:MOST]]
    shown = audience.context(
        agreement=found,
        rows=sorted(rows, key=lambda row: row.over),
        why_not=why_not_keep(request.user, found.partner),
    )
    return render(request, "agreements/deployments/deployments.html", shown)


def deployment(request, audience: Audience, number: str, deployment: int) -> HttpResponse:
    found = audience.frame(request.user, number)
    row = deployment_of(found, deployment)
    licences, today = Licences(), today_of(found)
    shown = audience.context(
        agreement=found,
        deployment=row,
        shown=row_shown(row, today, licences),
        now=now_of(row, today),
        classifications=[classified(each, row, licences) for each in row.classifications.all()],
        changes=[
            (each, side_name(each.side, found.partner))
            for each in row.changes.select_related("by", "classification__application").order_by("pk")
        ],
        acts=deployment_acts(row, request.user, staff=audience.is_staff),
    )
    return render(request, "agreements/deployments/deployment.html", shown)


def deployment_of(agreement, pk: int) -> Deployment:
    """Raises Http404."""
    return get_object_or_404(deployments_of(agreement), pk=pk)
