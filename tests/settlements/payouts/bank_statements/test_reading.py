"""Files that cannot be taken, readings that die, two at once."""

import pytest

from portal.accounts.models import User
from portal.config.subscriptions import SUBSCRIPTIONS
from portal.notices.models import OutboxEvent
from settlements.balances.models import JournalTransaction
from settlements.bank_files.bank_entries import CODES
from settlements.bank_files.bank_statement import read_statements
from settlements.payouts.bank_statements import match_line as matching
from settlements.payouts.bank_statements import read_statement as reading
from settlements.payouts.bank_statements.lines_in import lines_in
from settlements.payouts.bank_statements.models import BankLine, BankStatementFile
from settlements.payouts.bank_statements.set_line_aside import set_line_aside
from settlements.payouts.bank_statements.stuck_statements import PATIENCE, stuck_statements
from settlements.payouts.bank_statements.take_statement import take_statement
from settlements.payouts.bank_statements.tasks import read_bank_statement, resume_bank_statements
from settlements.payouts.bank_statements.words import PROBLEMS
from settlements.payouts.models import Payout
from tests.factories.bank_accounts import OURS, iban_account, proposed_account
from tests.settlements.bank_files.camt import file_of
from tests.settlements.payouts.bank_statements.steps import debit, file_with, handed_in, outcome_of, row
from tests.settlements.payouts.steps import approve, code_of, discrepancies, prepared, sent
from tests.settlements.payouts.test_at_once import at_once

SAME = {"iban": OURS.iban, "currency": "USD", "statement_id": "SAME"}
BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><Document>&d;</Document>"""


class TestRefused:
    pytestmark = pytest.mark.django_db

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (b"no xml", "not_xml"),
            (b"\x00\xff\xfe", "not_xml"),
            (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document_type"),
            (b"<a/>", "not_a_statement"),
            (file_with(row("1.00"), closing="5.00"), "balances_differ"),
            (file_with(row("1.00")).replace(b"001.08", b"001.99"), "version_unknown"),
            (file_with(row("1.00"))[:-40], "not_xml"),
            (file_with(row("1.00", name="Köln")).decode().encode("latin-1"), "not_xml"),
            (file_with(row("1.00"), iban="DE89370400440532013000"), "foreign_account"),
            (file_with(row("1.00"), iban="", number="12345678"), "foreign_account"),
            (file_of([([row("1.00")], SAME), ([row("1.00")], SAME)]), "statement_twice"),
            (file_with(row("0.0000001")), "amount_invalid"),
            (file_with(row("1.00"), statement_id=""), "missing"),
            (BOMB, "document_type"),
            (b"<a>" * 100_000, "not_xml"),
        ],
    )
    def test_with_a_sentence_and_nothing_kept(self, bank, fiona, content, problem):
        file = handed_in(fiona, content=content)
        assert (file.state, file.problem, file.sealed) == ("refused", problem, "")
        assert BankLine.objects.count() == 0

    def test_every_problem_has_its_sentence(self):
        assert set(CODES) <= set(PROBLEMS)

    def test_an_account_nobody_confirmed_is_none_of_ours(self, licensor, fiona):
        proposed_account(None, iban_account(iban=OURS.iban, currency="USD", holder="Model Owner Inc."), fiona)
        assert handed_in(fiona, row("1.00")).problem == "foreign_account"

    def test_it_may_be_handed_in_again(self, fiona):
        first, again = handed_in(fiona, content=b"no xml"), handed_in(fiona, content=b"no xml")
        assert first != again

    def test_empty_and_too_large_are_told_at_once(self, fiona):
        assert code_of(take_statement, content=b"", name="a", by=fiona) == "empty"
        large = b" " * (20 * 2**20 + 1)
        assert code_of(take_statement, content=large, name="a", by=fiona) == "too_large"

    def test_who_lost_the_role_confirms_nothing(self, fiona):
        taken = take_statement(content=file_with(), name="a", by=fiona)
        User.objects.filter(pk=fiona.pk).update(staff_roles=[])
        reading.read_statement(file_id=taken.file.pk)
        assert BankStatementFile.objects.get().problem == "not_allowed"


class TestDying:
    pytestmark = pytest.mark.django_db

    def test_between_lines_and_it_goes_on(self, payable, fiona, april, monkeypatch):
        payout = sent(approve(prepared(fiona), april), fiona)
        rows = [row("1.00", credit=False), debit(payout), row("2.00", credit=False)]
        taken = take_statement(content=file_with(*rows), name="a", by=fiona)
        whole, lines = reading.match_line, []

        def dies(*, line_id: int) -> None:
            if len(lines) == 2:
                raise KeyboardInterrupt
            lines.append(line_id)
            whole(line_id=line_id)

        monkeypatch.setattr(reading, "match_line", dies)
        with pytest.raises(KeyboardInterrupt):
            reading.read_statement(file_id=taken.file.pk)
        monkeypatch.setattr(reading, "match_line", whole)
        states = BankLine.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == ["unmatched", "matched", "waiting"]
        for _again in range(2):
            reading.read_statement(file_id=taken.file.pk)
        assert list(states.all()) == ["unmatched", "matched", "unmatched"]
        assert BankStatementFile.objects.get().state == "done"
        assert JournalTransaction.objects.filter(cause="payout_paid").count() == 1
        assert discrepancies() == []

    def test_a_file_that_ends_every_worker_is_given_up(self, fiona, monkeypatch):
        taken = take_statement(content=file_with(), name="a", by=fiona)

        def dies(_content: bytes) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(reading, "read_statements", dies)
        for _attempt in range(reading.ATTEMPTS):
            with pytest.raises(KeyboardInterrupt):
                reading.read_statement(file_id=taken.file.pk)
        reading.read_statement(file_id=taken.file.pk)
        file = BankStatementFile.objects.get()
        assert (file.state, file.problem, file.sealed) == ("refused", "failed", "")

    def test_a_line_nobody_foresaw_stops_no_other(self, payable, fiona, april, monkeypatch):
        payout = sent(approve(prepared(fiona), april), fiona)

        def breaks(line, _by):
            if line.amount == 1:
                raise KeyError("unforeseen")

        monkeypatch.setattr(matching, "MATCHERS", (breaks, *matching.MATCHERS))
        file = handed_in(fiona, row("1.00", credit=False), debit(payout))
        assert [each[1:] for each in outcome_of(file)] == [("unmatched", "failed"), ("matched", "")]

    def test_who_lost_the_role_meanwhile_matches_nothing_more(self, payable, fiona, april):
        payout = sent(approve(prepared(fiona), april), fiona)
        file = handed_in(fiona, row("1.00", credit=False))
        User.objects.filter(pk=fiona.pk).update(staff_roles=[])
        line = lines_in(read_statements(file_with(debit(payout)))[0], file.lines.get().account)
        [waiting] = line
        waiting.file = file
        waiting.save()
        matching.match_line(line_id=waiting.pk)
        waiting.refresh_from_db()
        assert (waiting.state, waiting.reason) == ("unmatched", "not_allowed")

    def test_a_worker_is_told_and_told_again(self, bank, fiona, monkeypatch):
        taken = take_statement(content=file_with(), name="a", by=fiona)
        waiting = OutboxEvent.objects.get(event="bank_statement.taken")
        assert (waiting.args, SUBSCRIPTIONS[waiting.event]) == (
            [taken.file.pk],
            ["settlements.tasks.read_bank_statement"],
        )
        BankStatementFile.objects.update(moved_at=taken.file.moved_at - 2 * PATIENCE)
        monkeypatch.setattr(read_bank_statement, "delay", read_bank_statement)
        resume_bank_statements()
        assert BankStatementFile.objects.get().state == "done"

    def test_what_nobody_reads_is_begun_again(self, fiona):
        taken = take_statement(content=file_with(), name="a", by=fiona)
        assert stuck_statements() == []
        BankStatementFile.objects.update(moved_at=taken.file.moved_at - 2 * PATIENCE)
        assert stuck_statements() == [taken.file.pk]
        assert stuck_statements() == []


@pytest.mark.django_db(transaction=True)
def test_many_at_once_have_one_effect(payable, fiona, april):
    payout = sent(approve(prepared(fiona), april), fiona)
    content = file_with(debit(payout), row("9.00", credit=False))
    taken = at_once([lambda: take_statement(content=content, name="a", by=fiona)] * 5)
    assert sorted(each.again for each in taken) == [False, True, True, True, True]
    file = BankStatementFile.objects.get()
    answers = at_once([lambda: reading.read_statement(file_id=file.pk)] * 5)
    assert answers == [None] * 5
    assert Payout.objects.get().state == "paid"
    assert JournalTransaction.objects.filter(cause="payout_paid").count() == 1
    line = BankLine.objects.get(state="unmatched")
    aside = at_once([lambda: set_line_aside(line=line, note="Fees", by=fiona)] * 5)
    assert sum(isinstance(each, BankLine) for each in aside) == 1
    assert discrepancies() == []
