"""One row of everything a URL can be about, all of Host A's."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from agreements.agreement_templates.save_template import save_template
from agreements.draft_version import draft_version
from agreements.models import Alias, RateRule
from agreements.negotiation.propose_version import propose_version
from agreements.term.renew_agreement import renew_agreement
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.api.make_token import make_token
from portal.notices.models import Notice
from portal.workbooks.store_workbook import store_workbook
from portal.workbooks.template_file import template_file
from settlements.corrections.approve_correction import approve_correction
from settlements.corrections.propose_correction import propose_correction
from settlements.fx.enter_rate import enter_rate
from settlements.openings.discard_opening import discard_opening
from settlements.openings.enter_opening import enter_opening
from settlements.runs.estimates.make_estimate import make_estimate
from settlements.statements.models import Statement
from tests.factories.accounts import make_member, make_staff
from tests.factories.agreements import counter_draft, make_agreement, make_draft_agreement, signed_sample
from tests.factories.beside_money import beside_money_samples, saying_for_samples
from tests.factories.contributions import contribution_samples
from tests.factories.dialects import dialect_samples
from tests.factories.disputes import dispute_samples
from tests.factories.organisations import organisation_samples
from tests.factories.payments import payment_samples
from tests.factories.people import people_samples
from tests.factories.rights import rights_samples
from tests.factories.statement_archives import statement_archive
from tests.factories.usage import begun_upload, checked_report, submitted_report
from tests.settlements.openings.steps import only_balance
from tests.settlements.restate.steps import computed
from tests.settlements.runs.steps import issued_run, settled_run

WRONG = {"market": "ZZ"}


def make_samples(hosta: Partner) -> dict[str, Any]:
    """URL argument → value: a report with problems, an issued statement, a run in review with a blocker, …"""
    fiona, april = (User.objects.get(email=f"{name}@licensor.example") for name in ("fiona", "april"))
    uma = User.objects.get(email="uma@hosta.example")
    carla = User.objects.get(email="carla@licensor.example")
    agreement = make_agreement(
        hosta, reporter="partner", starts="2026-09-01", ends="2028-01-01", say=saying_for_samples(hosta)
    )
    opening = enter_opening(agreement=agreement, figures=only_balance("1.00"), by=carla)
    discard_opening(opening=opening, by=carla, reason="Nothing was carried over")
    submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-03"}])
    issued_run("2026-09", fiona, april, agreement)
    restatement = computed(agreement, "2026-09", fiona)
    report = checked_report(agreement, "2026-10", [{}, WRONG])
    make_estimate(agreement_id=agreement.pk)
    run = settled_run("2026-10", fiona, agreement)
    draft = draft_version(
        agreement=agreement, from_date=date(2026, 12, 1), by=carla, copy_of=agreement.versions.first()
    )
    counter = counter_draft(agreement, by=uma)
    template = save_template(version=draft, name="Hosting", by=carla)
    make_draft_agreement(hosta)
    proposal = draft_version(
        agreement=agreement, from_date=date(2027, 1, 1), by=carla, copy_of=agreement.versions.first()
    )
    propose_version(version=proposal, by=carla)
    signed = signed_sample(agreement.versions.first(), carla)
    renewal = renew_agreement(agreement=agreement, last_day=date(2029, 12, 31), by=carla)
    alias = Alias.objects.create(partner=hosta, kind="model", alias="our-llama", code="llama-3.1-8b")
    return {
        **beside_money_samples(agreement, draft, carla),
        **people_samples(hosta, uma, fiona, april),
        "number": agreement.number,
        "label": "2026-09",
        **organisation_samples(hosta, make_staff("olga@licensor.example", "Olga", StaffRole.OPERATIONS)),
        "version": draft.number,
        "proposal": proposal.number,
        "document": signed.pk,
        "change": renewal.pk,
        "rule": RateRule.objects.filter(version=draft).first().pk,
        "counter_version": counter.number,
        "counter_rule": counter.rules.get().pk,
        "template": template.pk,
        "report_id": report.pk,
        "agreement": agreement.number,
        "period": "2026-10",
        "token_id": _token(hosta),
        "notice": Notice.objects.filter(partner=hosta).first().pk,
        **dialect_samples(hosta, uma),
        "upload_id": begun_upload(agreement, "2026-10").pk,
        "statement": Statement.objects.get().number,
        "position": 1,
        "archive_id": statement_archive(hosta, uma).pk,
        "correction": _correction(Statement.objects.get(), fiona, april),
        **dispute_samples(hosta, Statement.objects.get()),
        **contribution_samples(agreement, carla),
        **rights_samples(agreement),
        "rung": "earned",
        "run_id": run.pk,
        "opening_id": opening.pk,
        "restatement_id": restatement.pk,
        "workbook_id": store_workbook(content=template_file(), name="books.xlsx", by=carla).pk,
        "blocker_id": run.settlements.get().blockers.get().pk,
        "rate_id": _rate(fiona),
        "alias": alias.pk,
        "kind": "model",
        "code": "llama-3.1-8b",
        # Last: it issues another statement.
        **payment_samples(hosta, fiona, april),
    }


def _correction(statement: Statement, fiona, april) -> str:
    about = {"statement": statement, "line": None, "amount": Decimal("1.00"), "reason": "A day was missing"}
    file = ContentFile(b"log", "log.txt")
    made = propose_correction(by=fiona, file=file, **about)
    return approve_correction(correction=made, by=april).number


def _rate(fiona) -> int:
    day, rate = date(2026, 10, 30), Decimal("0.2723")
    return enter_rate(by=fiona, base="AED", quote="USD", date=day, rate=rate, reason="No ECB rate").pk


def _token(hosta: Partner) -> int:
    admin = make_member("anna@hosta.example", "Anna Admin", hosta, PartnerRole.ADMIN)
    token, _secret = make_token(by=admin, name="nightly", scopes=["reports:read"], days=30, partner=hosta)
    return token.pk
