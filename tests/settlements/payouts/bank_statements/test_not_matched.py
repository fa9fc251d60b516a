"""Bookings that match nothing: the reason is said, and nothing moves."""

from datetime import date
from decimal import Decimal

import pytest

from settlements.payouts.bank_statements.words import REASONS as WHY
from tests.factories.bank_accounts import THEIRS, written_account
from tests.settlements.payouts.bank_statements.steps import back, debit, handed_in, outcome_of, row
from tests.settlements.payouts.steps import approve, discrepancies, paid, prepared

pytestmark = pytest.mark.django_db
TWENTY = Decimal(20)


class TestNotMatched:
    @pytest.mark.parametrize(
        ("over", "about", "reason"),
        [
            ({"amount": "19.99"}, {}, "other_amount"),
            ({}, {"currency": "EUR"}, "other_amount"),
            ({"end_to_end_id": "PAY-2026-999999"}, {}, "unknown_number"),
            ({"end_to_end_id": ""}, {}, "other_debit"),
            ({"reversal": True}, {}, "taken_back"),
            ({"booking_date": date(2099, 1, 1)}, {}, "bad_day"),
            ({"booking_date": date(2026, 9, 29)}, {}, "bad_day"),
        ],
    )
    def test_the_reason_is_said(self, payout, fiona, over, about, reason):
        [(_amount, state, why)] = outcome_of(handed_in(fiona, debit(payout, **over), **about))
        assert (state, why) == ("unmatched", reason)
        assert WHY[reason]
        payout.refresh_from_db()
        assert payout.state == "sent"
        assert discrepancies() == []

    def test_another_account_of_ours(self, payout, fiona):
        written_account(None, "EUR", THEIRS)
        file = handed_in(fiona, debit(payout), iban=THEIRS.iban)
        assert outcome_of(file) == [(TWENTY, "unmatched", "other_account")]

    def test_paid_already(self, payout, fiona):
        paid(payout, fiona)
        assert outcome_of(handed_in(fiona, debit(payout))) == [(TWENTY, "unmatched", "paid_already")]

    def test_returned_before(self, payout, fiona):
        handed_in(fiona, back(payout))
        file = handed_in(fiona, debit(payout), statement_id="LATER")
        assert outcome_of(file) == [(TWENTY, "unmatched", "returned_before")]

    def test_not_sent(self, payable, fiona, april):
        payout = approve(prepared(fiona), april)
        assert outcome_of(handed_in(fiona, debit(payout))) == [(TWENTY, "unmatched", "not_sent")]

    def test_what_partners_pay(self, payout, fiona):
        file = handed_in(fiona, row("50.00", remittance="RF18 5390 0754 7034"))
        assert outcome_of(file) == [(Decimal(50), "unmatched", "other_credit")]

    def test_what_is_only_announced_is_no_line(self, payout, fiona):
        assert outcome_of(handed_in(fiona, debit(payout, booked=False))) == []
