"""Approvals are asked for and given back on the bell, too."""

from decimal import Decimal

import pytest

from portal.notices.models import Notice
from settlements.corrections.drop_correction import drop_correction
from settlements.corrections.propose_correction import propose_correction
from settlements.runs.restate.cancel_restatement import cancel_restatement
from settlements.runs.send_back_run import send_back_run
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement
from tests.factories.usage import submitted_report
from tests.settlements.restate.steps import requested
from tests.settlements.runs.steps import issued_run, requested_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(hosta, uma):
    made = make_agreement(hosta, reporter="partner", starts="2026-09-01")
    submitted_report(made, "2026-09", [{"usage_date": "2026-09-03"}])
    return made


def told(kind: str, person) -> Notice:
    return Notice.objects.get(kind=kind, person=person)


def test_a_run(agreement, fiona, april):
    run = requested_run("2026-09", fiona, agreement)
    asked = told("run_approval_requested", april)
    assert asked.link == f"/staff/runs/{run.pk}/"
    assert "Fiona Finance" in asked.text
    send_back_run(run=run, by=april, reason="The file is to come again")
    back = told("run_sent_back", fiona)
    assert back.link == f"/staff/runs/{run.pk}/"
    assert "“The file is to come again”" in back.text


def test_who_asks_is_not_asked(agreement, boris, april):
    requested_run("2026-09", boris, agreement)
    asked = Notice.objects.filter(kind="run_approval_requested").values_list("person", flat=True)
    assert april.pk in asked
    assert boris.pk not in asked


def test_a_restatement(agreement, fiona, april):
    issued_run("2026-09", fiona, april, agreement)
    report = submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-04"}])
    assert report.state == report.State.LATE
    row = requested(agreement, "2026-09", fiona)
    assert told("restatement_approval_requested", april)
    cancel_restatement(restatement=row, by=april, reason="Not this month")
    back = told("restatement_cancelled", fiona)
    assert back.link == f"/staff/restatements/{row.pk}/"


def test_a_correction(agreement, fiona, april):
    issued_run("2026-09", fiona, april, agreement)
    about = {"line": None, "amount": Decimal("-1.50"), "reason": "Counted twice"}
    correction = propose_correction(by=fiona, statement=Statement.objects.get(), **about)
    asked = told("correction_proposed", april)
    assert asked.link == f"/staff/corrections/{correction.number}/"
    assert "$1.50" in asked.text
    drop_correction(correction=correction, by=april, reason="It was not")
    assert told("correction_declined", fiona)


def test_one_s_own_taken_back_is_told_nobody(agreement, fiona, april):
    issued_run("2026-09", fiona, april, agreement)
    about = {"line": None, "amount": Decimal("-1.50"), "reason": "Counted twice"}
    correction = propose_correction(by=fiona, statement=Statement.objects.get(), **about)
    drop_correction(correction=correction, by=fiona, reason="My mistake")
    assert not Notice.objects.filter(kind="correction_declined").exists()
