"""What a person does with bookings that name nothing, or that are in doubt."""

from functools import partial

import pytest
from django.db import IntegrityError

from portal.audit.models import AuditEvent
from settlements.balances.models import JournalTransaction
from settlements.balances.read import unpaid_of
from settlements.payouts.bank_statements.candidates import candidates
from settlements.payouts.bank_statements.confirm_match import confirm_match
from settlements.payouts.bank_statements.drop_match import drop_match
from settlements.payouts.bank_statements.match_by_hand import match_by_hand
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.bank_statements.set_line_aside import set_line_aside
from settlements.payouts.models import Payout
from tests.settlements.payouts.bank_statements.steps import back, debit, handed_in, outcome_of, row
from tests.settlements.payouts.steps import approve, code_of, discrepancies, paid, prepared, sent
from tests.settlements.payouts.test_at_once import at_once


class TestByHand:
    pytestmark = pytest.mark.django_db

    def test_told_by_one_and_confirmed_by_another(self, payout, fiona, april):
        handed_in(fiona, row("20.00", credit=False, remittance="Transfer"))
        line = BankLine.objects.get()
        assert [each.number for each in candidates(line, fiona)] == [payout.number, payout.batch.number]
        match_by_hand(line=line, number=payout.number.lower(), by=fiona)
        line.refresh_from_db()
        payout.refresh_from_db()
        assert (line.state, line.payout, line.told_by, payout.state) == ("told", payout, fiona, "sent")
        assert not JournalTransaction.objects.filter(cause="payout_paid").exists()
        assert code_of(confirm_match, line=line, by=fiona) == "own_work"
        confirm_match(line=line, by=april)
        line.refresh_from_db()
        payout.refresh_from_db()
        assert (line.state, line.decided_by) == ("matched", april)
        assert (payout.state, payout.bank_reference) == ("paid", "STMT-1")
        events = AuditEvent.objects.filter(event__startswith="bank_line.").order_by("pk")
        assert [(each.event, each.actor, each.details["with"]) for each in events] == [
            ("bank_line.told", fiona, payout.number),
            ("bank_line.matched", april, payout.number),
        ]
        assert discrepancies() == []

    def test_taken_back_it_waits_again(self, payout, fiona, april):
        handed_in(fiona, row("20.00", credit=False))
        line = BankLine.objects.get()
        match_by_hand(line=line, number=payout.number, by=fiona)
        drop_match(line=line, by=fiona)
        line.refresh_from_db()
        assert (line.state, line.reason, line.told_by) == ("unmatched", "other_debit", None)
        assert code_of(confirm_match, line=line, by=april) == "wrong_state"
        assert code_of(drop_match, line=line, by=april) == "wrong_state"

    def test_what_fits_no_more_is_not_confirmed(self, payout, fiona, april):
        handed_in(fiona, row("20.00", credit=False))
        line = BankLine.objects.get()
        match_by_hand(line=line, number=payout.number, by=fiona)
        paid(payout, fiona)
        assert code_of(confirm_match, line=line, by=april) == "paid_already"
        line.refresh_from_db()
        assert line.state == "told"

    def test_a_whole_batch(self, payout, fiona, april):
        handed_in(fiona, row("20.00", credit=False))
        matched(BankLine.objects.get(), payout.batch.number, fiona, april)
        payout.refresh_from_db()
        assert payout.state == "paid"
        assert BankLine.objects.get().batch == payout.batch

    @pytest.mark.parametrize(
        ("booking", "refused"),
        [
            (row("19.99", credit=False), "other_amount"),
            (row("20.00", credit=False, reversal=True), "taken_back"),
        ],
    )
    def test_amount_and_direction_have_to_fit_all_the_same(self, payout, fiona, booking, refused):
        handed_in(fiona, booking)
        line = BankLine.objects.get()
        assert candidates(line, fiona) == []
        assert code_of(match_by_hand, line=line, number=payout.number, by=fiona) == refused
        assert code_of(match_by_hand, line=line, number="PAY-2026-999999", by=fiona) == "unknown_number"
        payout.refresh_from_db()
        line.refresh_from_db()
        assert (payout.state, line.state) == ("sent", "unmatched")

    def test_the_database_wants_two_people_too(self, payout, fiona):
        handed_in(fiona, row("20.00", credit=False))
        match_by_hand(line=BankLine.objects.get(), number=payout.number, by=fiona)
        with pytest.raises(IntegrityError, match="bank_line_four_eyes"):
            BankLine.objects.update(state="matched", decided_by=fiona)

    def test_a_matched_one_is_decided(self, payout, fiona):
        handed_in(fiona, debit(payout))
        line = BankLine.objects.get()
        assert code_of(match_by_hand, line=line, number=payout.number, by=fiona) == "wrong_state"
        assert code_of(set_line_aside, line=line, note="Fees", by=fiona) == "wrong_state"

    def test_set_aside_with_a_note(self, payout, fiona):
        handed_in(fiona, row("3.00", credit=False, remittance="Charges"))
        line = BankLine.objects.get()
        assert code_of(set_line_aside, line=line, note=" \n", by=fiona) == "no_note"
        set_line_aside(line=line, note="Charges of November", by=fiona)
        line.refresh_from_db()
        assert (line.state, line.note, line.decided_by) == ("set_aside", "Charges of November", fiona)
        assert AuditEvent.objects.get(event="bank_line.set_aside").details["note"] == "Charges of November"


class TestDoubtfulReturns:
    """A return makes a payout payable anew: the bank has to say so, and of this very payment."""

    pytestmark = pytest.mark.django_db

    def test_a_credit_that_is_no_return(self, payout, payable, fiona, april):
        paid(payout, fiona)
        [(_amount, state, why)] = outcome_of(handed_in(fiona, back(payout, reason="")))
        assert (state, why) == ("unmatched", "no_return")
        line = BankLine.objects.get()
        assert [each.number for each in candidates(line, fiona)] == [payout.number]
        matched(line, payout.number, fiona, april)
        assert unpaid_of(payable.number) == 20

    def test_one_of_two_bookings_taken_back_leaves_it_paid(self, payout, payable, fiona):
        twice = (debit(payout), debit(payout, bank_reference="BANK 7b"))
        file = handed_in(fiona, *twice, back(payout, reason="", reversal=True))
        assert [each[1:] for each in outcome_of(file)] == [
            ("matched", ""),
            ("unmatched", "paid_already"),
            ("unmatched", "left_twice"),
        ]
        payout.refresh_from_db()
        assert payout.state == "paid"
        assert unpaid_of(payable.number) == 0


@pytest.mark.django_db(transaction=True)
def test_many_people_at_once(payable, fiona, april):
    sent(approve(prepared(fiona), april), fiona)
    handed_in(fiona, row("20.00", credit=False), row("20.00", credit=False, bank_reference="BANK 9"))
    payout, lines = Payout.objects.get(), list(BankLine.objects.all())
    acts = [partial(match_by_hand, line=line, number=payout.number, by=fiona) for line in lines] * 3
    assert sum(isinstance(each, BankLine) for each in at_once(acts)) == 2
    acts = [partial(confirm_match, line=line, by=april) for line in lines] * 3
    assert sum(isinstance(each, BankLine) for each in at_once(acts)) == 1
    assert JournalTransaction.objects.filter(cause="payout_paid").count() == 1
    assert sorted(BankLine.objects.values_list("state", flat=True)) == ["matched", "told"]
    assert discrepancies() == []


def matched(line: BankLine, number: str, by, confirmer) -> BankLine:
    match_by_hand(line=line, number=number, by=by)
    return confirm_match(line=line, by=confirmer)
