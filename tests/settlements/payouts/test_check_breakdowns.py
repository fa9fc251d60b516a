"""A payout that is not what its statements' lines and steps come to is a fault of the books."""

import pytest

from tests.settlements.payouts.steps import approve, discrepancies, paid, prepared
from tests.settlements.payouts.test_checks import by_hand
from tests.settlements.runs.pages import page_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("settlements_line SET amount = 19", "the steps of STM-2026-000001 come to 19, but 20 is due"),
        ("settlements_payout SET amount = 21", "its breakdown comes to 20, not to 21"),
        ("settlements_payoutitem SET amount = 19", "comes to 20, not to the 19 that is paid"),
    ],
)
def test_what_does_not_add_up_is_a_fault_of_the_books(payable, fiona, april, change, sentence):
    payout = paid(approve(prepared(fiona), april), fiona)
    by_hand(f"UPDATE {change}")
    found = [str(each) for each in discrepancies() if each.check == "breakdowns"]
    assert any(sentence in each for each in found), found
    assert f"settlements_payout {payout.pk}" in found[0]


def test_the_page_adds_up_all_the_same_and_says_what_it_cannot_explain(client, payable, finn, fiona, april):
    payout = paid(approve(prepared(fiona), april), fiona)
    by_hand("UPDATE settlements_line SET amount = 19")
    client.force_login(finn)
    shown = page_of(client, "payout", payout.number)
    assert "Not explained: the check of the books names it" in shown
    assert "$1.00" in shown
