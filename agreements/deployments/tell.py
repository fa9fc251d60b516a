"""A step of a deployment: on record, and told to those who keep the register for the other side."""

from datetime import date
from typing import Any

from django.urls import reverse

from agreements.models import Agreement, Classification, Deployment, DeploymentChange
from agreements.registers.sides import people_of
from portal.accounts.models import User
from portal.notices.notify import notify

Party = Agreement.Party


def note_step(
    deployment: Deployment,
    act: str,
    *,
    side: str,
    by: User,
    classification: Classification | None = None,
    effective_date: date | None = None,
    reason: str = "",
) -> dict[str, Any]:
    """What the audit trail keeps of it as details."""
    DeploymentChange.objects.create(
        deployment=deployment,
        partner=deployment.partner,
        classification=classification,
        act=act,
        side=side,
        by=by,
        effective_date=effective_date,
        reason=reason,
    )
    other = Party.LICENSOR if side == Party.PARTNER else Party.PARTNER
    page = "staff_deployment" if other == Party.LICENSOR else "deployment"
    notify(
        people=people_of(other, deployment.partner),
        kind="deployment_changed",
        context={
            "code": deployment.code,
            "act": DeploymentChange.Act(act).label,
            "agreement": deployment.agreement.number,
            "partner": deployment.partner.name,
            "writer": by.name,
            "reason": reason,
        },
        link=reverse(page, args=[deployment.agreement.number, deployment.pk]),
        partner=deployment.partner,
    )
    details = {"deployment": deployment.code, "side": str(side)}
    if classification is not None:
        scope = (classification.application, classification.model, classification.market)
        details["is"] = " · ".join(each.code for each in scope)
    if effective_date is not None:
        details["from"] = effective_date.isoformat()
    return details | ({"reason": reason} if reason else {})
