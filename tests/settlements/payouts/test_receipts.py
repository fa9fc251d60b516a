"""What arrives for a remittance request: in parts, said by one, confirmed by another, or by the bank."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from settlements.balances.models import Account, JournalTransaction
from settlements.balances.read import account_balance, owed_of
from settlements.balances.release_hold import release_hold
from settlements.payouts.cancel_remittance import cancel_remittance
from settlements.payouts.confirm_receipt import confirm_receipt
from settlements.payouts.drop_receipt import drop_receipt
from settlements.payouts.models import RemittanceReceipt
from settlements.payouts.remittance_reference import remittance_reference
from settlements.payouts.what_is_due import still_due, what_is_due
from settlements.statements.models import Statement
from tests.factories.usage import submitted_report
from tests.settlements.payouts.steps import code_of, discrepancies, hold, receive, requested, told_receipt
from tests.settlements.runs.steps import issued_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def october(receivable, remitting, fiona, april) -> Statement:
    """30.00 USD more: 10 % of 300.00."""
    submitted_report(remitting, "2026-10", [{"usage_date": "2026-10-05", "gross_revenue": "300"}])
    issued_run("2026-10", fiona, april, remitting)
    return Statement.objects.get(period__label="2026-10")


class TestInParts:
    def test_the_oldest_statement_first_to_the_cent(self, receivable, october, hosta, fiona):
        """50.00 of September and 30.00 of October: 33.34, then 33.33, then 13.33."""
        remittance = requested(fiona)
        assert remittance.amount == 80

        remittance = receive(remittance, fiona, "33.34")
        assert (remittance.state, remittance.received_amount) == ("requested", Decimal("33.34"))
        assert [(part.received, part.due) for part in what_is_due(remittance)] == [
            (Decimal("33.34"), Decimal("16.66")),
            (0, 30),
        ]
        remittance = receive(remittance, fiona, "33.33", reference="HOSTA 2", day=date(2026, 11, 2))
        assert [(part.received, part.due) for part in what_is_due(remittance)] == [
            (50, 0),
            (Decimal("16.67"), Decimal("13.33")),
        ]
        assert discrepancies() == []
        remittance = receive(remittance, fiona, "13.33", reference="HOSTA 3", day=date(2026, 11, 9))
        assert (remittance.state, remittance.received_amount) == ("received", 80)
        assert (remittance.received_date, remittance.bank_reference) == (date(2026, 11, 9), "HOSTA 3")
        assert account_balance(hosta, Account.RECEIVED, "USD") == 80
        assert account_balance(hosta, Account.RECEIVABLE, "USD") == 0
        assert discrepancies() == []
        events = AuditEvent.objects.filter(event__regex="^remittance.*received$").order_by("pk")
        assert [each.event for each in events] == [
            "remittance.part_received",
            "remittance.part_received",
            "remittance.marked_received",
        ]

    def test_the_partner_is_told_what_is_still_due(self, receivable, finn, fiona):
        receive(requested(fiona), fiona, "20")
        mail = Mail.objects.get(kind="remittance_received")
        assert mail.to == finn.email
        assert "We received $20.00 from Host A" in mail.text
        assert "$30.00 of it is still due" in mail.text

    def test_what_a_dispute_holds_stays_out(self, receivable, fiona):
        """Of 50.00, 12.50 is held: 20.00 comes, then 17.50 ends the request; 12.50 is asked for later."""
        remittance = requested(fiona)
        hold(receivable, "12.50")
        remittance = receive(remittance, fiona, "20")
        assert still_due(remittance) == Decimal("17.50")
        assert code_of(told_receipt, remittance, fiona, "30") == "more_than_due"
        remittance = receive(remittance, fiona, "17.50", reference="HOSTA 2")
        assert (remittance.state, remittance.received_amount) == ("received", Decimal("37.50"))
        release_hold(reference="DSP-2026-000001", amount=None, key="refused", by=None)
        assert requested(fiona).amount == Decimal("12.50")

    def test_what_is_released_meanwhile_is_due_with_the_rest(self, receivable, fiona):
        remittance = requested(fiona)
        hold(receivable, "12.50")
        remittance = receive(remittance, fiona, "20")
        release_hold(reference="DSP-2026-000001", amount=None, key="refused", by=None)
        assert still_due(remittance) == 30
        assert receive(remittance, fiona, "30", reference="2").state == "received"
        assert discrepancies() == []

    def test_no_more_than_was_asked_for_in_all_parts(self, receivable, fiona):
        """37.50 was asked for, 12.50 came free later: after 20.00 it is 17.50, not 30.00."""
        hold(receivable, "12.50")
        remittance = requested(fiona)
        release_hold(reference="DSP-2026-000001", amount=None, key="refused", by=None)
        remittance = receive(remittance, fiona, "20")
        assert still_due(remittance) == Decimal("17.50")
        assert receive(remittance, fiona, "17.50", reference="2").state == "received"
        assert owed_of(receivable.number) == Decimal("12.50")

    def test_cancelled_after_a_part_the_rest_is_asked_for_anew(self, receivable, fiona):
        remittance = receive(requested(fiona), fiona, "20")
        told_receipt(remittance, fiona, "1")
        refused = code_of(cancel_remittance, remittance=remittance, by=fiona, reason="paid in parts")
        assert refused == "receipt_waits"
        drop_receipt(receipt=RemittanceReceipt.objects.get(state="told"), by=fiona)
        cancel_remittance(remittance=remittance, by=fiona, reason="paid in parts")
        assert requested(fiona).amount == 30
        assert discrepancies() == []


class TestTwoPeople:
    def test_nothing_moves_until_the_second_says_so(self, receivable, fiona, april):
        remittance = requested(fiona)
        receipt = told_receipt(remittance, fiona, "20")
        assert (receipt.state, receipt.posted, still_due(remittance)) == ("told", None, 50)
        assert code_of(confirm_receipt, receipt=receipt, by=fiona) == "own_work"
        receipt = confirm_receipt(receipt=receipt, by=april)
        assert (receipt.state, receipt.posted, receipt.decided_by) == ("confirmed", 20, april)
        assert still_due(remittance) == 30
        assert code_of(confirm_receipt, receipt=receipt, by=april) == "decided"
        assert JournalTransaction.objects.filter(cause="remittance_received").count() == 1

    def test_the_database_refuses_the_same_person(self, receivable, fiona):
        receipt = told_receipt(requested(fiona), fiona, "20")
        with pytest.raises(DatabaseError, match="four_eyes"), transaction.atomic():
            connection.cursor().execute(
                "UPDATE settlements_remittancereceipt SET state = 'confirmed', posted = amount, "
                "decided_by_id = told_by_id WHERE id = %s",
                [receipt.pk],
            )

    @pytest.mark.parametrize("change", ["amount = 50", "day = '2026-10-01'", "bank_entry = 'made up'"])
    def test_the_database_keeps_what_was_told(self, receivable, fiona, change):
        told_receipt(requested(fiona), fiona, "20")
        with pytest.raises(DatabaseError, match="as it was told"), transaction.atomic():
            connection.cursor().execute(f"UPDATE settlements_remittancereceipt SET {change}")
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute("DELETE FROM settlements_remittancereceipt")

    def test_what_is_decided_stays_so(self, receivable, fiona, april):
        receipt = confirm_receipt(receipt=told_receipt(requested(fiona), fiona, "20"), by=april)
        with pytest.raises(DatabaseError, match="decided once"), transaction.atomic():
            RemittanceReceipt.objects.filter(pk=receipt.pk).update(state="dropped", posted=None)

    def test_dropped_by_either(self, receivable, fiona, april):
        remittance = requested(fiona)
        for by in (fiona, april):
            receipt = drop_receipt(receipt=told_receipt(remittance, fiona, "20"), by=by)
            assert (receipt.state, receipt.decided_by) == ("dropped", by)
        assert still_due(remittance) == 50
        assert code_of(drop_receipt, receipt=receipt, by=april) == "decided"

    def test_who_may(self, receivable, fiona, adam, oscar):
        remittance = requested(fiona)
        receipt = told_receipt(remittance, fiona, "20")
        for person in (adam, oscar):
            with pytest.raises(PermissionDenied):
                told_receipt(remittance, person, "1")
            for act in (confirm_receipt, drop_receipt):
                with pytest.raises(PermissionDenied):
                    act(receipt=receipt, by=person)


class TestTooMuch:
    def test_more_than_due_is_refused_with_what_is_due(self, receivable, fiona, april):
        remittance = requested(fiona)
        assert code_of(told_receipt, remittance, fiona, "50.01") == "more_than_due"
        first = told_receipt(remittance, fiona, "30")
        assert code_of(told_receipt, remittance, fiona, "20.01") == "more_than_due"
        second = told_receipt(remittance, fiona, "20", reference="HOSTA 2")
        confirm_receipt(receipt=first, by=april)
        hold(receivable, "5")
        assert code_of(confirm_receipt, receipt=second, by=april) == "more_than_due"

    @pytest.mark.parametrize("amount", ["0", "-1", "1.001", "NaN", "Infinity", "1e40"])
    def test_no_amount(self, receivable, fiona, amount):
        assert code_of(told_receipt, requested(fiona), fiona, amount) == "bad_amount"


def test_the_reference_a_payer_gives(receivable, finn, fiona):
    """Worked by hand: REM2026000001 and RF, letters as 10 to 35, modulo 97."""
    remittance = requested(fiona)
    digits = "".join(str(int(each, 36)) for each in "REM2026000001RF00")
    expected = f"RF{98 - int(digits) % 97:02}REM2026000001"
    assert remittance_reference(remittance) == expected
    assert expected in Mail.objects.get(kind="remittance_requested").text
