"""Contributions and goals, filed and proposed as people do."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.contributions.add_evidence import add_evidence
from agreements.contributions.draft_contribution import Work, draft_contribution
from agreements.contributions.file_contribution import file_contribution
from agreements.contributions.offer import Offer
from agreements.goals.propose_goal import Aim, propose_goal
from agreements.models import Agreement, Contribution, JointGoal
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from tests.factories.accounts import make_member

ANYWHERE = {"application": "*", "model": "*", "market": "*"}


def work(**fields) -> Work:
    return Work(**{"kind": "improvement", "title": "Faster search", "method": "cost", **fields})


def offer(points: str | None = "0.01", *, start="2026-11-01", end=None, amount=None, **scope) -> Offer:
    """From November 2026 on, one percentage point."""
    return Offer(
        date.fromisoformat(start),
        date.fromisoformat(end) if end else None,
        {**ANYWHERE, **scope},
        None if points is None or amount is not None else Decimal(points),
        None if amount is None else Decimal(amount),
    )


def drafted(agreement: Agreement, by: User, given: Offer | None = None, **fields) -> Contribution:
    return draft_contribution(by=by, agreement=agreement, work=work(**fields), offer=given or offer())


def filed(agreement: Agreement, by: User, given: Offer | None = None, **fields) -> Contribution:
    """By the person's side, waiting for the other."""
    row = drafted(agreement, by, given, **fields)
    return file_contribution(by=by, contribution=row, version=row.version)


def aim(target: str = "1000", *, start="2026-09-01", end="2026-12-01", **fields) -> Aim:
    """So much revenue from September to November 2026."""
    scope = {name: fields.pop(name, "*") for name in ANYWHERE}
    given = {"title": "Grow", "metric": "base_revenue", "target": Decimal(target), "scope": scope, **fields}
    return Aim(from_date=date.fromisoformat(start), to_date=date.fromisoformat(end), **given)


def proposed(agreement: Agreement, by: User, **fields) -> JointGoal:
    return propose_goal(by=by, agreement=agreement, aim=aim(**fields))


def contribution_samples(agreement: Agreement, contracts: User) -> dict[str, Any]:
    """URL argument → value: a filed contribution with evidence, a proposed goal."""
    alma = User.objects.filter(email="alma@hosta.example").first()
    alma = alma or make_member("alma@hosta.example", "Alma Admin", agreement.partner, PartnerRole.ADMIN)
    row = filed(agreement, alma)
    file = SimpleUploadedFile("report.txt", b"Answers come faster.\n")
    return {
        "contribution": row.code,
        "evidence": add_evidence(by=alma, contribution=row, file=file).pk,
        "goal": proposed(agreement, contracts).pk,
    }
