"""What a bank's statement does: paid, come back, in one sum; what it does not do is said."""

from decimal import Decimal

import pytest

from portal.audit.models import AuditEvent
from settlements.balances.models import JournalTransaction
from settlements.balances.read import unpaid_of
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.bank_statements.return_reasons import REASONS, reason_in_words
from settlements.payouts.models import PayoutOutcome
from tests.factories.bank_accounts import OURS
from tests.settlements.bank_files.camt import file_of
from tests.settlements.payouts.bank_statements.steps import back, debit, file_with, handed_in, outcome_of, row
from tests.settlements.payouts.steps import discrepancies, paid, told

pytestmark = pytest.mark.django_db
TWENTY = Decimal(20)


class TestPaid:
    def test_one_person_and_the_bank_are_enough(self, payout, fiona):
        file = handed_in(fiona, debit(payout))
        assert outcome_of(file) == [(TWENTY, "matched", "")]
        payout.refresh_from_db()
        assert (payout.state, payout.bank_reference) == ("paid", "BANK 7")
        assert payout.paid_date.isoformat() == "2026-11-20"
        line = BankLine.objects.get()
        assert PayoutOutcome.objects.get().bank_entry == line.bank_entry
        assert line.payout == payout
        assert discrepancies() == []

    def test_what_a_person_said_before_is_dropped_for_it(self, payout, fiona):
        told(payout, fiona)
        handed_in(fiona, debit(payout))
        states = PayoutOutcome.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == ["dropped", "confirmed"]

    def test_the_file_is_not_kept(self, payout, fiona):
        file = handed_in(fiona, debit(payout, iban="DE02120300000000202051", name="Somebody"))
        assert (file.state, file.sealed, file.accounts) == ("done", "", ["IE•••• 5678"])
        kept = str([*BankLine.objects.values_list(), *type(file).objects.values_list()])
        assert "DE02120300000000202051" not in kept
        assert "IE64IRCE92050112345678" not in kept


class TestReturned:
    def test_it_is_unpaid_again_for_the_reason_of_the_bank(self, payout, payable, fiona):
        handed_in(fiona, debit(payout))
        file = handed_in(fiona, back(payout), statement_id="NEXT")
        assert outcome_of(file) == [(TWENTY, "matched", "")]
        payout.refresh_from_db()
        assert payout.state == "returned"
        assert PayoutOutcome.objects.get(kind="returned").reason == "The account is closed. (AC04)"
        assert unpaid_of(payable.number) == 20
        assert discrepancies() == []

    def test_both_in_one_statement_in_whichever_order(self, payout, fiona):
        handed_in(fiona, back(payout), debit(payout))
        payout.refresh_from_db()
        assert payout.state == "returned"
        assert set(BankLine.objects.values_list("state", flat=True)) == {"matched"}
        assert discrepancies() == []

    def test_at_once_without_having_been_booked(self, payout, payable, fiona):
        handed_in(fiona, back(payout, reason="", reversal=True))
        assert PayoutOutcome.objects.get().reason == "The bank gave no reason."
        assert unpaid_of(payable.number) == 20

    def test_codes_in_words(self):
        assert reason_in_words("md07") == "The account holder has died. (MD07)"
        assert reason_in_words("XX99") == "XX99"
        assert {"AC01", "AC04", "AM04", "MD07"} <= set(REASONS)


class TestBatch:
    def test_one_sum_pays_all_of_the_part(self, payout, fiona):
        part = f"{payout.batch.number}-1"
        file = handed_in(fiona, row(credit=False, details=(row("20.00"),), batch_reference=part))
        assert outcome_of(file) == [(TWENTY, "matched", "")]
        assert BankLine.objects.get().batch == payout.batch
        payout.refresh_from_db()
        assert payout.state == "paid"
        assert discrepancies() == []

    @pytest.mark.parametrize(
        ("amount", "part", "reason"),
        [("20.01", "1", "other_sum"), ("20.00", "2", "unknown_number")],
    )
    def test_or_nothing(self, payout, fiona, amount, part, reason):
        reference = f"{payout.batch.number}-{part}"
        file = handed_in(fiona, row(credit=False, details=(row(amount),), batch_reference=reference))
        assert outcome_of(file) == [(Decimal(amount), "unmatched", reason)]
        payout.refresh_from_db()
        assert payout.state == "sent"

    def test_payments_that_are_listed_are_taken_one_by_one(self, payout, fiona):
        listed = row(
            credit=False,
            details=(debit(payout), row("5.00", end_to_end_id="PAY-2026-999999")),
            batch_reference=f"{payout.batch.number}-1",
        )
        file = handed_in(fiona, listed)
        assert outcome_of(file) == [(TWENTY, "matched", ""), (Decimal(5), "unmatched", "unknown_number")]

    def test_what_two_people_said_of_a_part_of_it_stays(self, payout, fiona):
        """All of the sum left; of what is confirmed already nothing is left to do."""
        paid(payout, fiona)
        whole = row(credit=False, details=(row("20.00"),), batch_reference=payout.batch.number)
        assert outcome_of(handed_in(fiona, whole)) == [(TWENTY, "unmatched", "paid_already")]

    def test_that_came_back_as_a_whole_is_for_people(self, payout, fiona):
        whole = row(details=(row("20.00"),), batch_reference=payout.batch.number)
        assert outcome_of(handed_in(fiona, whole)) == [(TWENTY, "unmatched", "batch_back")]
        payout.refresh_from_db()
        assert payout.state == "sent"

    def test_details_that_do_not_come_to_the_booking_are_not_believed(self, payout, fiona):
        listed = row(credit=False, details=(debit(payout), row("5.00", end_to_end_id="OTHER")))
        content = file_with(listed, closing="999.00").replace(b">25.0000<", b">1.00<", 1)
        assert outcome_of(handed_in(fiona, content=content)) == [(Decimal(1), "unmatched", "other_debit")]
        payout.refresh_from_db()
        assert payout.state == "sent"


class TestTwice:
    def test_the_same_file_is_the_same_row(self, payout, fiona, april):
        content = file_with(debit(payout))
        first = handed_in(fiona, content=content)
        assert handed_in(fiona, content=content) == first
        assert AuditEvent.objects.filter(event="bank_statement.taken").count() == 1
        assert JournalTransaction.objects.filter(cause="payout_paid").count() == 1

    def test_the_same_bookings_in_another_file_are_known(self, payout, fiona):
        content = file_with(debit(payout), row("3.00", credit=False, remittance="Fees"))
        handed_in(fiona, content=content)
        again = handed_in(fiona, content=content + b"\n")
        assert (again.known, again.lines.count(), BankLine.objects.count()) == (2, 0, 2)

    def test_in_a_month_s_statement_after_the_day_s(self, payout, fiona):
        """With the bank's reference it is the same booking, whatever stands around it."""
        handed_in(fiona, debit(payout), statement_id="DAY")
        month = handed_in(fiona, row("3.00", credit=False), debit(payout), statement_id="MONTH")
        assert (month.known, month.lines.count()) == (1, 1)

    def test_without_a_reference_of_the_bank_a_person_decides(self, payout, fiona):
        handed_in(fiona, row("3.00", credit=False), statement_id="DAY")
        month = handed_in(fiona, row("3.00", credit=False, remittance="Fees"), statement_id="MONTH")
        assert outcome_of(month) == [(Decimal(3), "unmatched", "seen_before")]

    def test_unless_the_payments_have_numbers_of_their_own(self, payout, fiona):
        other = row("20.00", credit=False, end_to_end_id="PAY-2026-999999")
        handed_in(fiona, other, statement_id="DAY")
        file = handed_in(fiona, debit(payout, bank_reference=""), statement_id="MONTH")
        assert outcome_of(file) == [(TWENTY, "matched", "")]

    def test_two_equal_ones_in_one_statement_are_two(self, payout, fiona):
        content = file_with(row("3.00", credit=False), row("3.00", credit=False))
        assert handed_in(fiona, content=content).lines.count() == 2
        assert handed_in(fiona, content=content + b" ").known == 2

    def test_two_accounts_in_one_file_are_two(self, payout, fiona):
        """The other is none of ours: nothing of it is kept but its mask."""
        ours = ([debit(payout)], {"iban": OURS.iban, "currency": "USD"})
        theirs = ([debit(payout)], {"currency": "USD"})
        file = handed_in(fiona, content=file_of([theirs, ours]))
        assert (file.lines.count(), file.accounts, file.left_out) == (1, ["IE•••• 5678"], ["DE•••• 3000"])
        assert outcome_of(file) == [(TWENTY, "matched", "")]

    def test_another_booking_at_the_same_place_is_not(self, payout, fiona):
        handed_in(fiona, row("3.00", credit=False))
        assert outcome_of(handed_in(fiona, debit(payout))) == [(TWENTY, "matched", "")]
