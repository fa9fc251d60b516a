"""Issuing: once, in order, numbered, and never changed again."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import Error, connection, transaction

from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from portal.refused import Refused
from settlements.balances.models import JournalTransaction
from settlements.balances.verify_books import verify_books
from settlements.models import Line, Statement, StatementReport
from settlements.statements.issue_statements import issue_statements
from settlements.statements.write_lines import NUMBERS, TEXTS
from tests.scenes import scene
from tests.settlements.statements.documents import (
    AT,
    earning,
    issue,
    issued,
    make_agreement,
    make_version,
    settled,
)
from tests.settlements.statements.sources import make_report

REFUSED = "Cannot update or delete rows|issued statements are never edited"


@scene
def agreement(hosta, fiona, april):
    agreement = make_agreement(hosta, fiona)
    make_version(agreement, fiona, april, {"default": "year"})
    return agreement


def test_it_stores_documents_lines_and_reports_as_they_are(agreement, fiona, april, uma):
    lines = [earning("70.10"), earning("29.90", model="llama-3.2")]
    settlement = settled(agreement, "2026-10", fiona, april, earned="100.00", lines=lines)
    settlement.reports.add(report := make_report(settlement.period, uma, "october.csv"))
    statement = issue(settlement)
    statement.refresh_from_db()
    assert statement.number == "STM-2026-000001"
    assert (statement.input_document, statement.result_document) == (
        settlement.input_document,
        settlement.result_document,
    )
    assert (statement.prepared_by, statement.approved_by, statement.issued_at) == (fiona, april, AT)
    assert [(line.position, line.document) for line in statement.lines.all()] == [
        (1, lines[0]),
        (2, lines[1]),
    ]
    assert sum(line.amount for line in statement.lines.all()) == statement.earned == 100
    assert list(statement.reports.all()) == [report]
    event = AuditEvent.objects.get(event="statement.issued", partner=agreement.partner)
    assert (event.subject, event.actor) == (statement.number, april)
    assert event.details["digest"] == statement.digest


def test_the_columns_of_a_line_are_those_of_its_document(agreement, fiona, april):
    credit = {"key": "credit|CON-7", "kind": "contribution_credit", "amount": "-0.10", "rate": None}
    lines = [earning("70.10", quantity="0.000000000001", clause="§ 4 „Anteil“"), credit]
    first, second = issued(agreement, "2026-10", fiona, april, earned="70.00", lines=lines).lines.all()
    assert {name: getattr(first, name) for name in TEXTS} == {name: lines[0][name] for name in TEXTS}
    assert [getattr(first, name) for name in NUMBERS] == [Decimal(lines[0][name]) for name in NUMBERS]
    assert (first.key, first.terms_version, first.amount) == (lines[0]["key"], 1, Decimal("70.10"))
    assert {getattr(second, name) for name in TEXTS if name != "kind"} == {""}
    assert {getattr(second, name) for name in NUMBERS} == {None}
    assert (second.kind, second.terms_version, second.amount) == (credit["kind"], None, Decimal("-0.10"))
    assert {line.partner for line in (first, second)} == {agreement.partner}


def test_issuing_twice_makes_one_statement(agreement, fiona, april):
    settlement = settled(agreement, "2026-10", fiona, april, earned="100.00")
    first = issue(settlement)
    again = issue(settlement)
    assert first == again
    assert Statement.objects.count() == Line.objects.count() == 1
    assert AuditEvent.objects.filter(event="statement.issued").count() == 1


def test_numbers_have_no_gaps_and_start_anew_with_the_licensors_year(licensor, agreement, fiona, april):
    licensor.time_zone = "Asia/Tokyo"
    licensor.save()
    numbers = [issued(agreement, label, fiona, april).number for label in ("2026-09", "2026-10")]
    assert numbers == ["STM-2026-000001", "STM-2026-000002"]
    november = settled(agreement, "2026-11", fiona, april)
    new_year_in_tokyo = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)
    assert issue(november, new_year_in_tokyo).number == "STM-2027-000001"


def refusal(settlement) -> str:
    with pytest.raises(Refused) as refused:
        issue(settlement)
    assert refused.value.sentence
    return refused.value.code


def test_a_period_has_one_statement(agreement, fiona, april):
    issued(agreement, "2026-10", fiona, april, earned="100.00")
    Statement.objects.get().period.settlements.update(state="cancelled")
    other = settled(agreement, "2026-10", fiona, april, earned="100.01")
    assert refusal(other) == "already_issued"


def test_an_earlier_period_cannot_be_slipped_in(agreement, fiona, april):
    earlier = settled(agreement, "2026-09", fiona, april, earned="1.00")
    issued(agreement, "2026-10", fiona, april, earned="100.00")
    assert refusal(earlier) == "later_issued"


def test_what_was_computed_before_the_opening_changed_is_refused(agreement, fiona, april):
    october = settled(agreement, "2026-10", fiona, april, earned="100.00")
    issued(agreement, "2026-09", fiona, april, earned="10.00", threshold="50")
    assert refusal(october) == "opening_changed"


def test_a_result_that_was_changed_is_refused(agreement, fiona, april):
    settlement = settled(agreement, "2026-10", fiona, april, earned="100.00")
    settlement.result_document["ladder"]["due_now"] = "100.01"
    assert refusal(settlement) == "not_settled"


def test_a_result_with_errors_is_refused(agreement, fiona, april):
    settlement = settled(agreement, "2026-10", fiona, april, earned="100.00")
    error = {"code": "missing_fx_rate", "bucket": "b1", "currency": "EUR", "date": "2026-10-31"}
    settlement.result_document["errors"] = [error]
    assert refusal(settlement) == "not_settled"


@pytest.mark.parametrize("table", [Statement, Line, StatementReport])
@pytest.mark.parametrize("act", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_nothing_issued_is_changed_even_by_raw_sql(agreement, fiona, april, uma, table, act):
    settlement = settled(agreement, "2026-10", fiona, april, earned="100.00")
    settlement.reports.add(make_report(settlement.period, uma, "october.csv"))
    issue(settlement)
    assert table.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # pending checks refuse TRUNCATE for another reason
        with pytest.raises(Error, match=REFUSED), transaction.atomic():
            cursor.execute(act.format(table._meta.db_table))
    assert table.objects.count() == 1


def test_those_who_need_it_are_told_once_in_their_language(agreement, fiona, april, finn, vera):
    type(finn).objects.filter(pk=finn.pk).update(language="de")
    settlement = settled(agreement, "2026-10", fiona, april, earned="100.00")
    for _ in range(2):
        issue(settlement)
    mail = Mail.objects.get(kind="statement_issued")
    assert (mail.to, mail.language) == (finn.email, "de")
    assert "STM-2026-000001" in mail.subject
    assert mail.link.endswith("/statements/STM-2026-000001/")


@scene
def three(agreement, hosta, rival, fiona, april):
    other = make_agreement(rival, fiona, number="AGR-2026-0777")
    third = make_agreement(hosta, fiona, number="AGR-2026-0888", collected_by="partner")
    for each in (other, third):
        make_version(each, fiona, april, {"default": "year"})
    return [
        settled(each, "2026-10", fiona, april, earned=earned)
        for each, earned in ((other, "1.00"), (agreement, "2.00"), (third, "3.00"))
    ]


class TestManyAtOnce:
    """Of one partner and of several: as if issued one after the other."""

    def test_each_has_what_is_its_own(self, three):
        statements = issue_statements(settlements=three, at=AT)
        assert [each.number for each in statements] == [f"STM-2026-00000{n}" for n in (1, 2, 3)]
        for statement, settlement in zip(statements, three, strict=True):
            assert statement.input_document == settlement.input_document, "not the expression that copies it"
            statement.refresh_from_db()
            assert statement.agreement == settlement.agreement
            assert statement.input_document == settlement.input_document
            assert statement.result_document == settlement.result_document
            assert [line.document for line in statement.lines.all()] == statement.result_document["lines"]
            assert AuditEvent.objects.filter(event="statement.issued", subject=statement.number).count() == 1
        assert JournalTransaction.objects.count() == 3
        places = [(each.seal.partner_id, each.seal.place) for each in statements]
        assert places == [(each.partner_id, place) for each, place in zip(three, (1, 1, 2), strict=True)]
        # The runs were never approved, and verify_books says so.
        assert {found.check for found in verify_books()} == {"runs"}

    def test_one_refused_is_none_issued(self, three):
        three[2].result_document["ladder"]["due_now"] = "100.01"
        with pytest.raises(Refused, match=three[2].agreement.number):
            issue_statements(settlements=three, at=AT)
        assert not Statement.objects.exists()
        assert not AuditEvent.objects.filter(event="statement.issued").exists()

    def test_those_issued_before_stay_as_they_are(self, three):
        first, again = issue(three[1]), issue_statements(settlements=three, at=AT)
        assert again[1] == first
        assert [each.number[-1] for each in again] == ["2", "1", "3"]
