"""Whoever changes the books by hand is found, to the row; whoever does not, is not accused."""

import logging
import re
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction

from settlements.adjustments.models import Adjustment
from settlements.balances.claim_beside import claim_beside
from settlements.balances.digest_of import digest_of
from settlements.balances.models import Entry, JournalTransaction
from settlements.balances.release_hold import release_hold
from settlements.balances.tasks import verify_books as task
from settlements.balances.verify_books import Discrepancy, verify_books
from settlements.runs.models import Settlement
from settlements.statements.models import Line, Statement
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.adjustments.test_make_adjustment import made
from tests.settlements.balances.books import hold
from tests.settlements.balances.changed_by_hand import triggers_off, without_constraint
from tests.settlements.runs.steps import issued_run

DSP = "DSP-2026-0001"


@scene
def books(hosta, rival, fiona, april):
    """Two months in both directions, a correction held and taken in."""
    hosted = make_agreement(hosta, reporter="partner", starts="2026-09-01")
    terms = make_terms("2026-09-01", share("0.10"), payout_threshold="15")
    remitted = make_agreement(rival, collected_by="partner", starts="2026-09-01", terms=[terms])
    for month in ("2026-09", "2026-10"):
        for agreement in (hosted, remitted):
            row = {"usage_date": f"{month}-05", "gross_revenue": "100"}
            submitted_report(agreement, month, [row])
        if month == "2026-09":
            issued_run(month, fiona, april, hosted, remitted)
            number = Statement.objects.get(agreement=hosted).number
            hold(hosted, number, DSP, "12.50")
            made(hosted, fiona, "-12.50", statement=number)
    issued_run("2026-10", fiona, april, hosted, remitted)
    return hosted


def subjects() -> set[str]:
    return {each.subject.split(" (")[0] for each in verify_books()}


def by_hand(statement: str, *values) -> set[str]:
    """The rows named after it."""
    with triggers_off() as execute:
        execute(statement, values)
    return subjects()


def test_untouched_books_agree(books, capsys, caplog):
    transactions, entries = JournalTransaction.objects.count(), Entry.objects.count()
    assert transactions == 6  # four statements, a hold, its release
    call_command("verify_books")
    assert capsys.readouterr().out == f"The books agree: {transactions} transactions, {entries} entries.\n"
    with caplog.at_level(logging.ERROR):
        task(occasion="night")
    assert not caplog.records


def test_empty_books_agree(db):
    assert verify_books() == []


class TestChangedByHand:
    def test_an_amount(self, books, capsys, caplog):
        entry = Entry.objects.filter(account="payable").first()
        change = "UPDATE settlements_entry SET amount = amount - 1 WHERE id = %s"
        assert f"settlements_journaltransaction {entry.transaction_id}" in by_hand(change, entry.pk)
        with pytest.raises(SystemExit) as ended:
            call_command("verify_books")
        assert ended.value.code == 1
        told = capsys.readouterr().out
        assert f"settlements_journaltransaction {entry.transaction_id}: " in told
        assert re.search(rf"settlements_entry [\d, ]*\b{entry.pk}\b", told)
        with caplog.at_level(logging.ERROR):
            task()
        assert "The books do not agree: settlements_" in caplog.text

    def test_two_amounts_in_balance(self, books):
        header = JournalTransaction.objects.get(cause="hold_placed")
        change = "UPDATE settlements_entry SET amount = amount * 2 WHERE transaction_id = %s"
        assert f"settlements_journaltransaction {header.pk}" in by_hand(change, header.pk)

    def test_two_amounts_in_balance_and_the_digest(self, books):
        """Even so the statement says what was due."""
        number = Statement.objects.filter(due_now__gt=0).first().number
        header = JournalTransaction.objects.get(subject=number, cause="statement_issued")
        by_hand("UPDATE settlements_entry SET amount = amount * 2 WHERE transaction_id = %s", header.pk)
        digest = digest_of(header, header.entries.all())
        change = "UPDATE settlements_journaltransaction SET digest = %s WHERE id = %s"
        named = by_hand(change, digest, header.pk)
        assert f"settlements_statement {Statement.objects.get(number=number).pk}" in named

    def test_an_entry_taken_out(self, books):
        entry = Entry.objects.filter(account="held").first()
        named = by_hand("DELETE FROM settlements_entry WHERE id = %s", entry.pk)
        assert f"settlements_journaltransaction {entry.transaction_id}" in named

    def test_a_transaction_taken_out(self, books):
        statement = Statement.objects.filter(due_now__gt=0).first()
        header = JournalTransaction.objects.get(key=f"statement {statement.number}")
        [entry, *_] = header.entries.all()
        named = by_hand("DELETE FROM settlements_journaltransaction WHERE id = %s", header.pk)
        assert {f"settlements_entry {entry.pk}", f"settlements_statement {statement.pk}"} <= named

    @pytest.mark.parametrize("column, value", [("posted_by_id", None), ("subject", "STM-2026-000009")])
    def test_a_header(self, books, column, value):
        header = JournalTransaction.objects.filter(posted_by__isnull=False).first()
        named = by_hand(f"UPDATE settlements_journaltransaction SET {column} = %s", value)
        assert f"settlements_journaltransaction {header.pk}" in named

    @pytest.mark.parametrize("document", ["result_document", "input_document"])
    def test_a_document(self, books, document):
        statement = Statement.objects.first()
        path = "{ladder,due_now}" if document == "result_document" else "{opening_balance}"
        change = f"UPDATE settlements_statement SET {document} = jsonb_set({document}, %s, '\"7.77\"')"
        named = by_hand(f"{change} WHERE id = %s", path, statement.pk)
        assert f"settlements_statement {statement.pk}" in named

    @pytest.mark.parametrize("document", ['"nothing"', "{}", '{"lines": 7, "ladder": []}', "null"])
    def test_a_document_of_another_form(self, books, document):
        statement = Statement.objects.first()
        change = "UPDATE settlements_statement SET result_document = %s WHERE id = %s"
        assert f"settlements_statement {statement.pk}" in by_hand(change, document, statement.pk)

    def test_a_column_of_a_statement(self, books):
        statement = Statement.objects.filter(due_now__gt=0).first()
        named = by_hand("UPDATE settlements_statement SET due_now = 1 WHERE id = %s", statement.pk)
        assert f"settlements_statement {statement.pk}" in named

    def test_a_line(self, books):
        line = Line.objects.first()
        named = by_hand("UPDATE settlements_line SET amount = amount + 1 WHERE id = %s", line.pk)
        assert f"settlements_statement {line.statement_id}" in named

    def test_what_was_approved(self, books):
        settlement = Settlement.objects.first()
        change = "UPDATE settlements_settlement SET input_document = '{}' WHERE id = %s"
        assert f"settlements_settlementrun {settlement.run_id}" in by_hand(change, settlement.pk)

    @pytest.mark.parametrize(
        "change",
        ["amount = amount + 1", "settled_in = 'STM-2026-000777'", "settled_in = ''", "amount = 'NaN'"],
    )
    def test_an_adjustment(self, books, change):
        adjustment = Adjustment.objects.get()
        without_constraint("adjustment", "adjustment_finite")
        named = by_hand(f"UPDATE settlements_adjustment SET {change}")
        assert named & {f"settlements_adjustment {adjustment.pk}", f"settlements_statement {_taker(books)}"}

    def test_an_adjustment_taken_out(self, books):
        assert f"settlements_statement {_taker(books)}" in by_hand("DELETE FROM settlements_adjustment")

    def test_a_claim(self, books):
        told = {"statement": "STM-2026-000001", "reference": "DSP-2026-0002", "currency": "USD"}
        claim = claim_beside(agreement=books, amount=Decimal(5), **told)
        without_constraint("contingentclaim", "claim_finite")
        named = by_hand("UPDATE settlements_contingentclaim SET amount = 'NaN'")
        assert f"settlements_contingentclaim {claim.pk}" in named

    def test_a_partner(self, books, rival):
        entry = Entry.objects.filter(agreement=books).first()
        change = "UPDATE settlements_entry SET partner_id = %s WHERE id = %s"
        assert f"settlements_entry {entry.pk}" in by_hand(change, rival.pk, entry.pk)

    def test_more_released_than_held(self, books):
        number = Statement.objects.filter(agreement=books).order_by("pk").first().number
        with transaction.atomic():
            hold(books, number, "DSP-2026-0009", "3")
            release_hold(reference="DSP-2026-0009", amount=None, key="withdrawn", by=None)
        header = JournalTransaction.objects.get(subject="DSP-2026-0009", cause="hold_placed")
        change = "UPDATE settlements_entry SET amount = amount / 2 WHERE transaction_id = %s"
        told = {each.sentence for each in _after(change, header.pk)}
        assert "more is released for DSP-2026-0009 than was held" in told


def _after(change: str, *values) -> list[Discrepancy]:
    by_hand(change, *values)
    return verify_books()


def _taker(agreement) -> int:
    return Statement.objects.filter(agreement=agreement).order_by("-period__from_date").first().pk
