"""A row changed by hand, past every trigger, is named by verify_books."""

import pytest

from settlements.payouts.tell_surplus_sent_back import tell_surplus_sent_back
from tests.settlements.balances.changed_by_hand import triggers_off
from tests.settlements.payouts.steps import DAY, approve, discrepancies, paid, prepared, receive, requested
from tests.settlements.payouts.test_receipt_by_bank import by_bank

pytestmark = pytest.mark.django_db


def by_hand(sql: str) -> None:
    with triggers_off() as execute:
        execute(sql)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("settlements_payout SET amount = 21", "its items sum to 20, not to 21"),
        ("settlements_payoutitem SET amount = 21", "its fingerprint is not that of what it pays"),
        ("settlements_payoutitem SET amount = 21", "21 is paid, but only 20 was due"),
        ("settlements_payoutitem SET live = true", "should no longer be held by it"),
        (
            "settlements_payout SET state = 'approved'",
            "in_transit of STM-2026-000001 stands at 0, not",
        ),
        ("settlements_payout SET state = 'cancelled'", "paid of STM-2026-000001 stands at -20, not at 0"),
        ("settlements_payout SET number = 'PAY-2026-000009'", "there is no such payout"),
        ("settlements_entry SET amount = -19 WHERE account = 'paid'", "stands at -19, not at -20"),
    ],
)
def test_a_payout_changed_by_hand_is_named(payable, fiona, april, change, sentence):
    payout = paid(approve(prepared(fiona), april), fiona)
    assert discrepancies() == []
    by_hand(f"UPDATE {change}")
    found = [str(each) for each in discrepancies()]
    assert any(sentence in each for each in found), found
    assert any(f"settlements_payout {payout.pk}" in each or "PAY-" in each for each in found)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("settlements_remittance SET amount = 51", "its items sum to 50, not to 51"),
        ("settlements_remittance SET received_amount = 49", "received is 49, the journal has another amount"),
        ("settlements_remittancereceipt SET posted = 49", "its receipts sum to 49, not to 50"),
        ("settlements_remittance SET state = 'requested'", "STM-2026-000001 should still be held by it"),
        (
            "settlements_remittanceitem SET amount = 49",
            "50 received for STM-2026-000001 is more than",
        ),
        ("settlements_entry SET amount = 49 WHERE account = 'received'", "receivable of STM-2026-000001"),
    ],
)
def test_a_remittance_changed_by_hand_is_named(receivable, fiona, change, sentence):
    receive(requested(fiona), fiona)
    assert discrepancies() == []
    by_hand(f"UPDATE {change}")
    found = [str(each) for each in discrepancies()]
    assert any(sentence in each for each in found), found


def test_a_surplus_used_twice_is_named(receivable, fiona):
    receipt = by_bank(requested(fiona), fiona, "60")
    tell_surplus_sent_back(receipt=receipt, day=DAY, reference="BACK 1", by=fiona)
    assert discrepancies() == []
    by_hand("UPDATE settlements_remittancereceipt SET amount = 11 WHERE kind = 'sent_back'")
    [found] = map(str, discrepancies())
    assert "11 is used or sent back, but only 10 was left" in found
