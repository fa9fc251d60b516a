"""What agreements say beside money, and what became of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements.clauses import clauses_document
from agreements.incidents.reply_to_incident import reply_to_incident
from agreements.incidents.report_incident import report_incident
from agreements.models import Agreement, AiModel, Derivative, Incident, ObligationDue, Version
from agreements.obligations import obligations_document
from agreements.obligations.attest_obligation import attest_obligation
from agreements.registers.add_subprocessor import add_subprocessor
from agreements.registers.propose_derivative import propose_derivative
from agreements.standard_clauses import STANDARD_CLAUSES
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole
from tests.factories.accounts import make_member
from tests.factories.agreements import make_agreement

DAY = date(2026, 10, 15)


def obligation(code: str = "evaluation", **members: Any) -> dict[str, Any]:
    """A row of the member `obligations`: due once, on 2026-10-15, by the partner; nobody answers for it."""
    return {
        "code": code,
        "kind": "evaluation",
        "party": "partner",
        "title": f"Do {code}",
        "text": "Evaluate and say what was found.",
        "first_due": DAY.isoformat(),
        "recurrence": "once",
        "consequence": "inform",
        **members,
    }


def clauses() -> list[dict[str, str]]:
    """The standard ones, as the member `clauses`."""
    names = clauses_document.MEMBERS
    return [{name: str(getattr(each, name)) for name in names} for each in STANDARD_CLAUSES]


def saying(*obligations: dict[str, Any]) -> Callable[[Version], None]:
    """What `make_agreement` lets each version say: the standard clauses and these obligations."""

    def say(version: Version) -> None:
        clauses_document.write(version, clauses())
        obligations_document.write(version, list(obligations))

    return say


def make_obliged(partner: Partner, *obligations: dict[str, Any], **fields: Any) -> Agreement:
    """An active agreement with the standard clauses and these obligations."""

    return make_agreement(partner, say=saying(*obligations), **fields)


def due(agreement: Agreement, code: str = "evaluation") -> ObligationDue:
    return ObligationDue.objects.filter(agreement=agreement, code=code).order_by("due_date")[0]


def attest(found: ObligationDue, by: User, **given: Any) -> ObligationDue:
    return attest_obligation(due=found, by=by, **{"statement": "Done, nothing found.", **given})


def paper(name: str = "evaluation.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"Groups compared: two. Difference: none.\n")


def make_incident(agreement: Agreement, by: User, **given: Any) -> Incident:
    return report_incident(
        agreement=agreement,
        by=by,
        **{
            "kind": "security",
            "severity": "high",
            "discovered_at": timezone.now() - timedelta(hours=5),
            "title": "A key was published",
            "text": "A key lay in a public repository for two hours.",
            **given,
        },
    )


def make_derivative(agreement: Agreement, by: User, **given: Any) -> Derivative:
    fields = {
        "name": "llama-legal-de",
        "base_model": AiModel.objects.get(code="llama-3.1-8b"),
        "owner_party": "partner",
        "licence": "As the base model",
        "permitted_use": "Customer service in Germany",
        "from_date": date(2026, 10, 1),
    }
    return propose_derivative(agreement=agreement, by=by, **{**fields, **given})


def make_subprocessor(agreement: Agreement, by: User, **given: Any):
    fields = {"name": "Rackhaus", "country": "DE", "purpose": "Hosting", "from_date": date(2026, 1, 1)}
    return add_subprocessor(agreement=agreement, by=by, **{**fields, **given})


def saying_for_samples(partner: Partner) -> Callable[[Version], None]:
    alma = make_member("alma@hosta.example", "Alma Admin", partner, PartnerRole.ADMIN)
    return saying(obligation(owner=alma.email, evidence_needed=True))


def own_draft(agreement: Agreement, by: User) -> Version:
    """A version the partner drafts itself."""
    return Version.objects.create(
        agreement=agreement,
        partner=agreement.partner,
        number=90,
        party="partner",
        from_date=date(2026, 12, 15),
        prepared_by=by,
        editor_ids=[by.pk],
    )


def own_draft_samples(agreement: Agreement, by: User) -> dict[str, Any]:
    """What stands in the addresses of the partner's own editor."""
    version = own_draft(agreement, by)
    saying(obligation())(version)
    return {
        "own_version": version.number,
        "own_clause": version.clauses.first().pk,
        "own_row": version.obligations.get().pk,
    }


def beside_money_samples(agreement: Agreement, draft: Version, carla: User) -> dict[str, Any]:
    """URL argument → value, all of the agreement (`saying_for_samples`) and a draft copied from it."""
    alma = User.objects.get(email="alma@hosta.example")
    found = attest(due(agreement), alma, file=paper())
    incident = make_incident(agreement, carla)
    message = reply_to_incident(incident=incident, by=carla, text="The log.", file=paper())
    return {
        "due": found.pk,
        "obligation": found.code,
        "clause": draft.clauses.first().pk,
        "row": draft.obligations.get().pk,
        **own_draft_samples(agreement, alma),
        "incident": incident.number,
        "note": message.pk,
        "derivative": make_derivative(agreement, carla).pk,
        "subprocessor": make_subprocessor(agreement, alma).pk,
    }
