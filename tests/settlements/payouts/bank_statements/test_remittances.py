"""What partners pay: found by the reference they quote, or by the number of the request."""

from decimal import Decimal

import pytest

from settlements.balances.models import JournalTransaction
from settlements.balances.read import owed_of
from settlements.payouts.bank_statements.candidates import candidates
from settlements.payouts.bank_statements.confirm_match import confirm_match
from settlements.payouts.bank_statements.match_by_hand import match_by_hand
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.remittance_reference import remittance_reference
from tests.settlements.payouts.bank_statements.steps import handed_in, outcome_of, row
from tests.settlements.payouts.steps import code_of, discrepancies, hold, requested

pytestmark = pytest.mark.django_db
FIFTY = Decimal(50)
IN_TEXT = {"creditor_reference": ""}


@pytest.fixture
def request_for_50(bank, receivable, fiona) -> Remittance:
    """50.00 USD asked of Host A."""
    return requested(fiona)


def paying(asked: Remittance, amount: str = "50.00", **over):
    """The partner's payment with the reference in its own place."""
    facts = {"creditor_reference": remittance_reference(asked), "bank_reference": "BANK 5"}
    return row(amount, **facts | over)


class TestReceived:
    @pytest.mark.parametrize(
        "said",
        [
            lambda it: {},
            lambda it: {**IN_TEXT, "remittance": f"Invoice {remittance_reference(it)} of 1 Nov"},
            lambda it: {**IN_TEXT, "remittance": f"for {it.number.lower()}, thank you"},
            lambda it: {**IN_TEXT, "end_to_end_id": it.number},
            lambda it: {"creditor_reference": "RF00NOTONE", "remittance": it.number},
            lambda it: {"remittance": "and REM-2026-999999"},
        ],
    )
    def test_by_reference_or_number(self, request_for_50, receivable, fiona, said):
        file = handed_in(fiona, paying(request_for_50, **said(request_for_50)))
        assert outcome_of(file) == [(FIFTY, "matched", "")]
        request_for_50.refresh_from_db()
        assert (request_for_50.state, request_for_50.received_amount) == ("received", 50)
        assert owed_of(receivable.number) == 0
        line = BankLine.objects.get()
        assert line.remittance == request_for_50
        assert RemittanceReceipt.objects.get().bank_entry == line.bank_entry
        assert discrepancies() == []

    def test_in_parts(self, request_for_50, receivable, fiona):
        handed_in(fiona, paying(request_for_50, "20.00"))
        request_for_50.refresh_from_db()
        assert (request_for_50.state, owed_of(receivable.number)) == ("requested", 30)
        handed_in(fiona, paying(request_for_50, "30.00", bank_reference="BANK 6"), statement_id="NEXT")
        request_for_50.refresh_from_db()
        assert (request_for_50.state, owed_of(receivable.number)) == ("received", 0)
        assert discrepancies() == []

    def test_the_same_payment_in_three_files_is_one(self, request_for_50, receivable, fiona):
        payment = paying(request_for_50, "20.00")
        handed_in(fiona, payment, statement_id="DAY")
        again = handed_in(fiona, payment, row("1.00"), statement_id="MONTH")
        unnamed = handed_in(fiona, paying(request_for_50, "20.00", bank_reference=""), statement_id="YEAR")
        assert (again.known, outcome_of(unnamed)) == (1, [(Decimal(20), "unmatched", "seen_before")])
        assert JournalTransaction.objects.filter(cause="remittance_received").count() == 1
        assert owed_of(receivable.number) == 30


class TestNotMatched:
    @pytest.mark.parametrize(
        ("over", "reason"),
        [
            ({**IN_TEXT, "remittance": "REM-2026-999999"}, "unknown_request"),
            ({**IN_TEXT, "remittance": "Thank you"}, "other_credit"),
            ({**IN_TEXT, "remittance": "REM-2026-000001 REM-2026-000002"}, "several_requests"),
            ({"amount": "0.00"}, "no_receipt"),
            ({"reversal": True}, "other_credit"),
        ],
    )
    def test_the_reason_is_said(self, request_for_50, receivable, fiona, over, reason):
        [(_amount, state, why)] = outcome_of(handed_in(fiona, paying(request_for_50, **over)))
        assert (state, why) == ("unmatched", reason)
        assert owed_of(receivable.number) == 50

    def test_another_currency(self, request_for_50, receivable, fiona):
        file = handed_in(fiona, paying(request_for_50), currency="EUR")
        assert outcome_of(file) == [(FIFTY, "unmatched", "other_currency")]

    def test_paid_twice(self, request_for_50, fiona):
        handed_in(fiona, paying(request_for_50))
        file = handed_in(fiona, paying(request_for_50, bank_reference="BANK 6"))
        assert outcome_of(file) == [(FIFTY, "unmatched", "request_over")]

    def test_all_of_it_is_held(self, request_for_50, receivable, fiona):
        hold(receivable, "50.00")
        file = handed_in(fiona, paying(request_for_50))
        assert outcome_of(file) == [(FIFTY, "unmatched", "nothing_due")]

    def test_a_debit_receives_nothing(self, request_for_50, fiona):
        handed_in(fiona, paying(request_for_50, credit=False))
        line = BankLine.objects.get()
        assert line.reason == "other_debit"
        assert code_of(match_by_hand, line=line, number=request_for_50.number, by=fiona) == "no_receipt"


def test_by_hand(request_for_50, receivable, fiona, april):
    handed_in(fiona, row("30.00", name="Host A", remittance="Thank you"))
    line = BankLine.objects.get()
    [found] = candidates(line, fiona)
    assert (found.number, found.words) == (request_for_50.number, "Host A, $50.00 due")
    match_by_hand(line=line, number=found.number, by=fiona)
    assert owed_of(receivable.number) == 50
    confirm_match(line=line, by=april)
    assert owed_of(receivable.number) == 20
    assert discrepancies() == []
