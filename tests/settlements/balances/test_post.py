"""Posting: balanced, once, and to the last digit."""

from decimal import Decimal

import pytest
from django.db import transaction

from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.balances.post import Posting, post
from settlements.balances.read import account_balance, owed, owed_of, unpaid, unpaid_of
from tests.settlements.balances.books import book

ISSUED = JournalTransaction.Cause.STATEMENT_ISSUED
STM = "STM-2026-000001"


def posted(agreement, *amounts: tuple[Account, str], key: str = "a key"):
    entries = [Posting(account, Decimal(amount), agreement, STM) for account, amount in amounts]
    return post(
        partner=agreement.partner,
        cause=ISSUED,
        subject=STM,
        key=key,
        currency="USD",
        entries=entries,
        by=None,
    )


@pytest.mark.django_db
class TestPost:
    def test_both_directions(self, hosted, remitted, hosta):
        book(hosted, STM, "12.50")
        book(remitted, "STM-2026-000002", "-7")
        assert unpaid(hosta) == {STM: Decimal("12.50")}
        assert owed(hosta, "USD") == {"STM-2026-000002": Decimal(7)}
        assert (unpaid_of(STM), owed_of(STM)) == (Decimal("12.50"), 0)
        assert account_balance(hosta, Account.PAYABLE, "USD") == Decimal("-12.50")
        assert unpaid(hosta, "EUR") == {}

    def test_the_same_key_again_posts_nothing(self, hosted):
        first = book(hosted, STM, "12.50")
        assert book(hosted, STM, "12.5") == first
        assert Entry.objects.count() == 2

    def test_the_same_key_for_something_else_is_an_error(self, hosted):
        book(hosted, STM, "12.50")
        with pytest.raises(RuntimeError, match="something else"):
            book(hosted, STM, "12.51")

    def test_zeros_are_left_out_and_nothing_but_zeros_posts_nothing(self, hosted):
        assert posted(hosted, (Account.SHARE, "0"), (Account.PAYABLE, "0")) is None
        posted(hosted, (Account.SHARE, "1"), (Account.ADJUSTMENTS, "0"), (Account.PAYABLE, "-1"))
        assert JournalTransaction.objects.count() == 1
        assert Entry.objects.count() == 2

    @pytest.mark.parametrize("amount", ["1.01", "NaN", "Infinity", "1.00001"])
    def test_what_does_not_balance_or_is_no_amount_is_refused(self, hosted, amount):
        with pytest.raises(ValueError):
            posted(hosted, (Account.SHARE, amount), (Account.PAYABLE, "-1"))

    def test_another_partners_agreement_is_refused(self, hosted, rival):
        with pytest.raises(ValueError, match="is not of"):
            post(
                partner=rival,
                cause=ISSUED,
                subject=STM,
                key="k",
                currency="USD",
                entries=[
                    Posting(Account.SHARE, Decimal(1), hosted, STM),
                    Posting(Account.PAYABLE, Decimal(-1), hosted, STM),
                ],
                by=None,
            )

    def test_large_amounts_keep_every_digit(self, hosted, hosta):
        amount = "1" * 60 + ".1234"
        book(hosted, STM, amount)
        assert str(unpaid_of(STM)) == amount
        assert str(unpaid(hosta)[STM]) == amount


@pytest.mark.django_db(transaction=True)
def test_only_inside_a_transaction(hosted):
    with pytest.raises(RuntimeError, match="inside the transaction"):
        posted(hosted, (Account.SHARE, "1"), (Account.PAYABLE, "-1"))
    with transaction.atomic():
        posted(hosted, (Account.SHARE, "1"), (Account.PAYABLE, "-1"))
    assert unpaid_of(STM) == 1
