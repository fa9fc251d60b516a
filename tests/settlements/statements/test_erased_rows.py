"""A statement whose source rows are no longer kept: it stands, and says so."""

import csv
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.refused import Refused
from settlements.disputes import rows_needed as doubts
from settlements.disputes.ask import ask
from settlements.disputes.models import Question
from settlements.statements import rows_needed
from settlements.statements.checks import check_statement_documents, check_statements
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.usage import body, checked_report, submitted_report
from tests.settlements.runs.steps import issued_run, settled_run
from tests.settlements.statements.conftest import OCTOBER, usage
from usage.erasure.erase_report import erase_report
from usage.erasure.finish_erasure import finish_erasure
from usage.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(hosta, fiona, april) -> Statement:
    """Of two files; no scene, since storage is not rolled back."""
    terms = [make_terms("2026-10-01", share("0.10"))]
    agreement = make_agreement(hosta, reporter="partner", starts="2026-10-01", terms=terms)
    submitted_report(agreement, OCTOBER, [usage("500")], name="first.csv", completes_period=False)
    submitted_report(agreement, OCTOBER, [usage("70"), usage("30")], name="second.csv")
    issued_run(OCTOBER, fiona, april, agreement)
    return Statement.objects.get(agreement=agreement)


@pytest.fixture
def over(monkeypatch):
    """Nothing can be disputed any more."""
    monkeypatch.setattr(rows_needed, "WINDOW_DAYS", -1)


def erase(statement: Statement, name: str, by) -> None:
    report = statement.reports.get(file__name=name)
    finish_erasure(erasure_id=erase_report(report=report, by=by, reason="Asked for").pk)


def pages(client, statement: Statement) -> tuple[str, list[list[str]]]:
    """The page of its line, and the rows of its download."""
    text = body(client.get(reverse("statement_line", args=[statement.number, 1])))
    taken = body(client.get(reverse("statement_sources", args=[statement.number, 1])))
    return text, list(csv.reader(taken.removeprefix("\ufeff").splitlines()))


def test_the_page_and_the_file_say_so_and_the_sums_stay(client, vera, oscar, statement, over):
    client.force_login(vera)
    erase(statement, "first.csv", oscar)
    text, rows = pages(client, statement)
    assert "Source rows erased on" in text
    assert "“first.csv”" in text
    assert "no longer sum to what was settled" not in text
    assert rows[1][0].startswith("Source rows erased on")
    assert [(row[0], Decimal(row[4])) for row in rows[2:]] == [("second.csv", 70), ("second.csv", 30)]
    erase(statement, "second.csv", oscar)
    text, rows = pages(client, statement)
    assert text.count("Source rows erased on") == 2
    assert "$600.00" in text
    assert len(rows) == 3
    assert not [*check_statements(), *check_statement_documents()]


def test_rows_stay_as_long_as_the_statement_may_be_disputed(oscar, statement):
    with pytest.raises(Refused, match="may be disputed until"):
        erase(statement, "first.csv", oscar)


def test_rows_stay_as_long_as_somebody_asks_about_the_statement(finn, oscar, statement, over):
    question = ask(by=finn, statement=statement, line=None, subject="Which rows?", text="Please say.")
    with pytest.raises(Refused, match=f"Question {question.pk} is about"):
        erase(statement, "first.csv", oscar)
    assert doubts.rows_needed(statement.reports.first())


def test_counter_figures_stay_as_long_as_the_period_may_be_disputed(oscar, statement):
    period = statement.period
    report = checked_report(statement.agreement, period.label, [usage("1")], by=oscar, counter=True)
    assert "may be disputed until" in rows_needed.rows_needed(report)
    Question.objects.create(
        partner=statement.partner,
        agreement=statement.agreement,
        period=period,
        side="licensor",
        subject="Why less?",
        asked_by=oscar,
    )
    assert "the figures of this report’s period" in doubts.rows_needed(report)


def test_a_settlement_that_needs_erased_rows_fails_with_a_sentence(hosta, fiona):
    agreement = make_agreement(hosta, reporter="partner", starts="2026-10-01")
    report = submitted_report(agreement, OCTOBER, [usage("500")])
    Report.objects.filter(pk=report.pk).update(erased_at=timezone.now(), bucket_fingerprint="other terms")
    failure = settled_run(OCTOBER, fiona, agreement).settlements.get().failure
    [fault] = failure["not_computed"]["faults"]
    assert fault["code"] == "rows_erased"
    assert "cannot be summed for other terms" in fault["message"]
