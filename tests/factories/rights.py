"""Exclusive rights and deployments."""

from datetime import date
from typing import Any

from agreements.deployments.approve_deployment import approve_deployment
from agreements.deployments.forms import KINDS
from agreements.deployments.propose_deployment import propose_deployment
from agreements.eligibility.license_market import license_market
from agreements.import_terms import import_terms
from agreements.models import Agreement, AiModel, Deployment, Market, MarketLicence, Version
from agreements.negotiation.propose_version import propose_version
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from tests.factories.accounts import make_member, make_staff
from tests.factories.agreements import make_agreement, make_draft_agreement, make_terms, preparer


def right(id: str = "x1", start: str = "2026-01-01", **members: Any) -> dict[str, Any]:
    """A right as FORMULA's member: worth two points, for ever and everywhere unless told."""
    return {"id": id, "from": start, "uplift": "0.02", **members}


def make_exclusive(partner: Partner, *rights: dict[str, Any], **fields: Any) -> Agreement:
    """An active agreement with these rights in force."""
    terms = make_terms(fields.get("starts", "2026-01-01"), exclusivity=list(rights or [right()]))
    return make_agreement(partner, terms=[terms], **fields)


def proposed_right(partner: Partner, *rights: dict[str, Any], **fields: Any) -> Version:
    """The first version of a draft agreement, with these rights, proposed by the licensor."""
    agreement = make_draft_agreement(partner, **fields)
    terms = make_terms(fields.get("starts", "2026-01-01"), exclusivity=list(rights or [right()]))
    [version] = import_terms(agreement=agreement, document=[terms], by=preparer())
    return propose_version(version=version, by=preparer())


def make_deployment(
    agreement: Agreement, code: str = "eu-1", *, approve: bool = True, **given: Any
) -> Deployment:
    """A deployment of llama-3.1-8b for searches in Germany from 2026-09-01 on, entered and approved."""
    fields = {"application": "search", "model": "llama-3.1-8b", "market": "DE", **given}
    days = {
        "from_date": date.fromisoformat(fields.pop("start", "2026-09-01")),
        "to_date": fields.pop("to", None),
    }
    made = propose_deployment(
        agreement=agreement, by=keeper(agreement.partner), code=code, **days, **entries(**fields)
    )
    return approve_deployment(deployment=made, by=preparer()) if approve else made


def entries(**codes: str) -> dict[str, Any]:
    """Catalogue entries by their codes."""
    return {name: KINDS[name].objects.get(code=code) for name, code in codes.items()}


def keeper(partner: Partner) -> User:
    """The partner's administrator who keeps its register."""
    email = f"keeps@{partner.code}.example"
    found = User.objects.filter(email=email).first()
    return found or make_member(email, "Kira Keeps", partner, PartnerRole.ADMIN)


def license_model(
    model: str, *markets: str, start: str = "2026-01-01", to: str | None = None
) -> list[MarketLicence]:
    email = "licences@licensor.example"
    by = User.objects.filter(email=email).first() or make_staff(email, "Lia", StaffRole.ADMINISTRATOR)
    return license_market(
        model=AiModel.objects.get(code=model),
        markets=Market.objects.filter(code__in=markets),
        by=by,
        from_date=date.fromisoformat(start),
        to_date=date.fromisoformat(to) if to else None,
    )


def rights_samples(agreement: Agreement) -> dict[str, Any]:
    """URL argument → value."""
    return {
        "deployment": make_deployment(agreement, approve=False).pk,
        "licence": license_model("llama-3.1-8b", "DE")[0].pk,
    }
