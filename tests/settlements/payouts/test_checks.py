"""A row changed by hand, past every trigger, is named by verify_books."""

import pytest

from tests.settlements.balances.changed_by_hand import triggers_off
from tests.settlements.payouts.steps import approve, discrepancies, paid, prepared, received, requested

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
        ("settlements_remittance SET state = 'requested'", "should still be held by it"),
        (
            "settlements_remittanceitem SET amount = 49",
            "50 received for STM-2026-000001 is more than",
        ),
        ("settlements_entry SET amount = 49 WHERE account = 'received'", "receivable of STM-2026-000001"),
    ],
)
def test_a_remittance_changed_by_hand_is_named(receivable, fiona, april, change, sentence):
    received(requested(fiona), fiona, april)
    assert discrepancies() == []
    by_hand(f"UPDATE {change}")
    found = [str(each) for each in discrepancies()]
    assert any(sentence in each for each in found), found
