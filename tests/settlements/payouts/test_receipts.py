"""What a partner owes arrives in parts: told by one, confirmed by another, or said by the bank."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from portal.notices.models import Mail
from portal.refused import Refused
from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.balances.read import owed_of
from settlements.payouts.access import staff_remittances
from settlements.payouts.cancel_remittance import cancel_remittance
from settlements.payouts.confirm_receipt import confirm_receipt
from settlements.payouts.drop_receipt import drop_receipt
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.receipt_by_bank import receipt_by_bank
from settlements.payouts.remittance_reference import remittance_reference
from tests.factories.usage import submitted_report
from tests.settlements.payouts.steps import (
    DAY,
    code_of,
    discrepancies,
    hold,
    receipt_told,
    received,
    requested,
)
from tests.settlements.runs.pages import text_of
from tests.settlements.runs.steps import issued_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(receivable, remitting, fiona, april) -> Remittance:
    """50.00 of September and 20.00 of October."""
    submitted_report(remitting, "2026-10", [{"usage_date": "2026-10-05", "gross_revenue": "200"}])
    issued_run("2026-10", fiona, april, remitting)
    return requested(fiona)


def by_bank(remittance: Remittance, by, amount: str, entry: str = "acc/7/1") -> RemittanceReceipt:
    facts = {"day": DAY, "reference": "NTRF 7", "entry": entry}
    return receipt_by_bank(remittance=remittance, amount=Decimal(amount), by=by, **facts)


def of_statements() -> dict[str, Decimal]:
    rows = Entry.objects.filter(account=Account.RECEIVED).order_by("statement", "pk")
    return [(number, amount) for number, amount in rows.values_list("statement", "amount")]


class TestInParts:
    def test_the_oldest_statement_first(self, asked, finn, fiona, april):
        assert asked.amount == 70
        row = received(asked, fiona, april, "60.01")
        assert (row.state, row.received_amount) == ("requested", Decimal("60.01"))
        september, october = row.items.order_by("statement__number")
        assert of_statements() == [
            (september.statement.number, 50),
            (october.statement.number, Decimal("10.01")),
        ]
        assert staff_remittances(fiona).get().still_due == Decimal("9.99")
        row = received(row, fiona, april)
        assert (row.state, row.received_amount) == ("received", 70)
        assert discrepancies() == []
        texts = [mail.text for mail in Mail.objects.filter(kind="remittance_received").order_by("pk")]
        assert ["$9.99 is still due" in text for text in texts] == [True, False]

    def test_what_is_held_stays_out(self, asked, receivable, fiona, april):
        received(asked, fiona, april, "30")
        assert hold(receivable, "12.50") == Decimal("12.50")
        assert staff_remittances(fiona).get().still_due == Decimal("27.50")  # 70 − 30 − 12.50
        assert received(asked, fiona, april).received_amount == Decimal("57.50")
        assert discrepancies() == []

    def test_what_was_released_since_is_not_received_twice(self, receivable, fiona, april):
        """10 of 50 are held when it is asked: of 40, 30 arrive; with all released 10 are still asked for."""
        from settlements.balances.release_hold import release_hold

        hold(receivable, "10")
        asked = requested(fiona)
        received(asked, fiona, april, "30")
        release_hold(reference="DSP-2026-000001", amount=None, key="withdrawn", by=None)
        assert owed_of(receivable.number) == 20
        assert staff_remittances(fiona).get().still_due == 10
        assert received(asked, fiona, april).received_amount == 40


class TestTwoPeople:
    def test_nothing_moves_until_somebody_else_says_so(self, asked, fiona, april):
        told = receipt_told(asked, fiona)
        assert not JournalTransaction.objects.filter(cause="remittance_received").exists()
        assert code_of(confirm_receipt, receipt=told, by=fiona) == "own_work"
        assert code_of(receipt_told, asked, april) == "told_already"
        confirm_receipt(receipt=told, by=april)
        assert code_of(confirm_receipt, receipt=told, by=april) == "decided"
        assert code_of(drop_receipt, receipt=told, by=fiona) == "decided"

    def test_nor_by_hand_in_the_database(self, asked, fiona):
        told = receipt_told(asked, fiona)
        for change in ({"state": "confirmed", "decided_by": fiona}, {"amount": 1}):
            with pytest.raises(DatabaseError), transaction.atomic():
                RemittanceReceipt.objects.filter(pk=told.pk).update(**change)

    def test_taken_back(self, asked, fiona, april):
        told = receipt_told(asked, fiona)
        reason = {"remittance": asked, "by": fiona, "reason": "asked anew"}
        assert code_of(cancel_remittance, **reason) == "payment_told"
        drop_receipt(receipt=told, by=fiona)
        cancel_remittance(**reason)
        assert discrepancies() == []

    def test_disputed_meanwhile(self, asked, receivable, fiona, april):
        told = receipt_told(asked, fiona)
        hold(receivable, "12.50")
        with pytest.raises(Refused) as refusal:
            confirm_receipt(receipt=told, by=april)
        assert (refusal.value.code, "$57.50" in refusal.value.sentence) == ("too_much", True)


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("70.01", "too_much"),
        ("1e60", "too_much"),
        ("0", "bad_amount"),
        ("-1", "bad_amount"),
        ("NaN", "bad_amount"),
        ("1.001", "bad_amount"),
        ("1e-9", "bad_amount"),
    ],
)
def test_amounts_that_are_none(asked, fiona, amount, code):
    assert code_of(receipt_told, asked, fiona, amount) == code


class TestByTheBank:
    def test_one_entry_is_one_payment(self, asked, fiona, april):
        first = by_bank(asked, fiona, "30")
        assert by_bank(asked, april, "30") == first
        assert staff_remittances(fiona).get().still_due == 40
        by_bank(asked, fiona, "40", entry="acc/7/2")
        assert code_of(by_bank, asked, fiona, "1", entry="acc/7/3") == "wrong_state"
        assert discrepancies() == []

    def test_it_takes_the_place_of_what_a_person_said(self, asked, fiona):
        told = receipt_told(asked, fiona, "30")
        by_bank(asked, fiona, "30")
        told.refresh_from_db()
        assert told.state == "dropped"

    def test_too_much_is_kept_apart(self, client, asked, finn, fiona):
        receipt = by_bank(asked, fiona, "82.50")
        assert receipt.surplus == Decimal("12.50")
        asked.refresh_from_db()
        assert (asked.state, asked.received_amount) == ("received", 70)
        assert discrepancies() == []
        client.force_login(finn)
        shown = text_of(client.get(f"/remittances/{asked.number}/"))
        assert "bank reference “NTRF 7”: $12.50 more than was due." in shown
        assert "$12.50 is left." in shown


def test_the_reference_is_known_to_banks(asked):
    """Check digits by ISO 7064, mod 97-10: REM2026000001RF00 → 27141120260000012715 00."""
    number = int("".join(str(int(each, 36)) for each in "REM2026000001" + "RF00"))
    assert remittance_reference(asked) == f"RF{98 - number % 97:02}REM2026000001"
