"""Holds, both directions, and claims beside the books."""

from decimal import Decimal

import pytest

from settlements.balances.claim_beside import claim_beside
from settlements.balances.end_claim import end_claim
from settlements.balances.models import Account, JournalTransaction
from settlements.balances.read import (
    account_balance,
    claims_on,
    held_for,
    held_on,
    owed_of,
    unpaid_of,
)
from settlements.balances.release_hold import release_hold
from tests.settlements.balances.books import book, hold

STM, DSP = "STM-2026-000001", "DSP-2026-0001"


def release(reference: str = DSP, amount: str | None = None, key: str = "withdrawn") -> Decimal:
    wanted = None if amount is None else Decimal(amount)
    return release_hold(reference=reference, amount=wanted, key=key, by=None)


@pytest.mark.django_db
class TestHolds:
    @pytest.mark.parametrize("direction", ["payable", "receivable"])
    def test_what_is_held_is_not_open_and_comes_back(self, hosted, remitted, hosta, direction):
        payable = direction == "payable"
        agreement, left = (hosted, unpaid_of) if payable else (remitted, owed_of)
        book(agreement, STM, "100" if payable else "-100")
        assert hold(agreement, STM, DSP, "30", direction) == 30
        assert (left(STM), held_for(DSP)) == (70, 30)
        [held] = held_on(STM)
        assert (held.reference, held.amount, held.currency) == (DSP, 30, "USD")
        assert release(amount="10", key="outcome") == 10
        assert (left(STM), held_for(DSP)) == (80, 20)
        assert release() == 20
        assert (left(STM), held_for(DSP), held_on(STM)) == (100, 0, [])
        assert account_balance(hosta, Account.HELD, "USD") == 0

    @pytest.mark.parametrize("direction", ["payable", "receivable"])
    def test_at_most_what_is_open(self, hosted, remitted, direction):
        agreement = hosted if direction == "payable" else remitted
        book(agreement, STM, "100" if direction == "payable" else "-100")
        hold(agreement, STM, DSP, "60", direction)
        assert hold(agreement, STM, "DSP-2026-0002", "60", direction) == 40
        assert hold(agreement, STM, "DSP-2026-0003", "60", direction) == 0
        assert held_for("DSP-2026-0003") == 0
        assert JournalTransaction.objects.filter(subject="DSP-2026-0003").count() == 0

    def test_twice_is_once(self, hosted):
        book(hosted, STM, "100")
        assert [hold(hosted, STM, DSP, "30"), hold(hosted, STM, DSP, "30")] == [30, 30]
        assert [release(amount="5", key="outcome"), release(amount="5", key="outcome")] == [5, 5]
        assert unpaid_of(STM) == 75
        assert [release(), release()] == [25, 25]
        assert unpaid_of(STM) == 100

    def test_no_more_than_is_held_is_released(self, hosted):
        book(hosted, STM, "100")
        hold(hosted, STM, DSP, "30")
        with pytest.raises(ValueError, match="only 30"):
            release(amount="31")
        assert held_for(DSP) == 30

    def test_nothing_held_nothing_released(self, hosted):
        assert release() == 0
        with pytest.raises(ValueError, match="nothing is held"):
            release(amount="1")

    def test_a_negative_hold_is_an_error(self, hosted):
        with pytest.raises(ValueError):
            hold(hosted, STM, DSP, "-1")


@pytest.mark.django_db
def test_a_claim_stands_beside_until_it_ends(hosted):
    told = {"agreement": hosted, "statement": STM, "reference": DSP, "currency": "USD"}
    claim_beside(**told, amount=Decimal("9.5"))
    claim_beside(**told, amount=Decimal("9.50"))
    assert [claim.amount for claim in claims_on(STM)] == [Decimal("9.5")]
    with pytest.raises(RuntimeError):
        claim_beside(**told, amount=Decimal(10))
    assert JournalTransaction.objects.count() == 0
    assert end_claim(reference=DSP)
    assert not end_claim(reference=DSP)
    assert claims_on(STM) == []
