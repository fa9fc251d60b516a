"""Deployments, each brought as far as its story goes, and the markets one model is licensed for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from agreements.deployments.approve_deployment import approve_deployment
from agreements.deployments.contest_deployment import contest_deployment
from agreements.deployments.first_open_day import first_open_day
from agreements.deployments.propose_deployment import propose_deployment
from agreements.deployments.reclassify_deployment import reclassify_deployment
from agreements.eligibility.license_market import license_market
from agreements.models import Agreement, AiModel, Application, Deployment, DeploymentChange, Market
from portal.demo.people import member, staff
from portal.demo.terms import STARTS

PROPOSED, APPROVED = Deployment.State.PROPOSED, Deployment.State.APPROVED
Act = DeploymentChange.Act


@dataclass(frozen=True)
class Told:
    """A deployment. `contested`: why the licensor doubts it; `becomes`: what the licensor proposes it is."""

    host: str
    code: str
    application: str
    model: str
    market: str
    approved: bool = True
    contested: str = ""
    becomes: str = ""


DEPLOYMENTS = (
    Told("falak", "gulf-content", "content_creation", "llama-3.3-70b", "AE"),
    Told("falak", "gulf-scout", "search", "llama-4-scout", "SA", approved=False),
    Told("rheinhost", "koeln-1", "customer_service", "llama-3.3-70b", "DE"),
    Told("rheinhost", "koeln-2", "customer_service", "llama-4-maverick", "DE"),
    Told(
        "sakura",
        "osaka-1",
        "search",
        "llama-3.3-70b",
        "JP",
        contested="Its prompts look like customer service, not search. Please tell us what it serves.",
    ),
    Told("nusantara", "jakarta-1", "search", "llama-3.1-8b", "ID", becomes="customer_service"),
)
LICENSED = (
    "llama-4-maverick",
    ("AE", "SA", "EG", "JP", "KR", "ID", "SG", "IN", "US", "CA", "MX", "GB", "CH"),
)
"""Not for the European Union, where a host offers it nevertheless: its deployment and usage are flagged."""


def make_rights() -> None:
    """What is missing of them."""
    model, markets = AiModel.objects.get(code=LICENSED[0]), Market.objects.filter(code__in=LICENSED[1])
    if not model.licences.exists():
        license_market(model=model, markets=markets, by=staff("administrator"), from_date=STARTS)
    for told in DEPLOYMENTS:
        _bring_on(told)


def _bring_on(told: Told) -> None:
    keeper, licensor = member(told.host, "admin"), staff("operations")
    row = Deployment.objects.filter(partner__code=told.host, code=told.code).first()
    if row is None:
        agreement = (
            Agreement.objects.filter(partner__code=told.host).select_related("partner").order_by("pk")[0]
        )
        row = propose_deployment(
            agreement=agreement, by=keeper, code=told.code, from_date=_first(agreement), **_scope(told)
        )
    if told.approved and row.state == PROPOSED:
        row = approve_deployment(deployment=row, by=licensor)
    done = set(row.changes.values_list("act", flat=True))
    if told.contested and Act.CONTESTED not in done:
        contest_deployment(deployment=row, by=licensor, reason=told.contested)
    if told.becomes and Act.RECLASSIFY not in done:
        scope = _scope(told) | {"application": Application.objects.get(code=told.becomes)}
        reclassify_deployment(deployment=row, by=licensor, from_date=first_open_day(row), **scope)


def _scope(told: Told) -> dict[str, Any]:
    return {
        "application": Application.objects.get(code=told.application),
        "model": AiModel.objects.get(code=told.model),
        "market": Market.objects.get(code=told.market),
    }


def _first(agreement: Agreement) -> date:
    return max(agreement.starts_date, STARTS)
