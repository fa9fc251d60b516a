"""What the database itself refuses, whoever asks."""

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from settlements.balances.models import Account, Entry, JournalTransaction
from tests.settlements.balances.books import book

STM = "STM-2026-000001"


def header(agreement, key: str = "a key") -> JournalTransaction:
    return JournalTransaction.objects.create(
        partner=agreement.partner,
        cause=JournalTransaction.Cause.STATEMENT_ISSUED,
        subject=STM,
        key=key,
        currency="USD",
        posted_at=timezone.now(),
        digest="0" * 64,
    )


def write(of: JournalTransaction, agreement, *amounts: tuple[str, str], **fields) -> None:
    """As raw SQL: Django would refuse some of it itself."""
    values = {"partner_id": of.partner_id, "currency": of.currency, **fields}
    rows = {
        "transaction_id": of.pk,
        "agreement_id": agreement.pk,
        "statement": STM,
        "reference": "",
        **values,
    }
    names = ", ".join([*rows, "account", "amount"])
    insert = f"INSERT INTO settlements_entry ({names}) VALUES ({', '.join(['%s'] * (len(rows) + 2))})"
    with connection.cursor() as cursor:
        for account, amount in amounts:
            cursor.execute(insert, [*rows.values(), account, amount])


@transaction.atomic
def posted(agreement, *amounts: tuple[str, str], **fields) -> None:
    write(header(agreement), agreement, *amounts, **fields)


@transaction.atomic
def added(made: JournalTransaction, agreement, *amounts: tuple[str, str]) -> None:
    write(made, agreement, *amounts)


SHARE, PAYABLE = Account.SHARE.value, Account.PAYABLE.value


@pytest.mark.django_db(transaction=True)
class TestTriggers:
    def refused(self, agreement, *amounts: tuple[str, str], match="does not balance", **fields) -> None:
        with pytest.raises(Error, match=match):
            posted(agreement, *amounts, **fields)
        assert JournalTransaction.objects.count() == 0

    def test_what_balances_is_written(self, hosted):
        posted(hosted, (SHARE, "1"), (PAYABLE, "-1"))
        assert Entry.objects.count() == 2

    def test_unbalanced(self, hosted):
        self.refused(hosted, (SHARE, "1"), (PAYABLE, "-1.0001"))

    def test_empty_or_alone(self, hosted):
        self.refused(hosted)
        self.refused(hosted, (SHARE, "1"))

    def test_another_currency_or_partner(self, hosted, rival):
        self.refused(hosted, (SHARE, "1"), (PAYABLE, "-1"), currency="EUR")
        self.refused(hosted, (SHARE, "1"), (PAYABLE, "-1"), partner_id=rival.pk)

    @pytest.mark.parametrize("amount", ["NaN", "0"])
    def test_no_amounts(self, hosted, amount):
        names = "entry_finite|entry_not_zero"
        self.refused(hosted, (SHARE, amount), (PAYABLE, amount), match=names)

    def test_infinity(self, hosted):
        self.refused(hosted, (SHARE, "Infinity"), (PAYABLE, "-Infinity"), match="overflow")

    def test_an_unknown_account(self, hosted):
        self.refused(hosted, ("pocket", "1"), (PAYABLE, "-1"), match="entry_account_known")

    def test_an_entry_later(self, hosted):
        """Even some that balance in themselves."""
        made = book(hosted, STM, "5")
        with pytest.raises(Error, match="takes no entry later"):
            added(made, hosted, (SHARE, "1"), (PAYABLE, "-1"))
        assert Entry.objects.count() == 2

    @pytest.mark.parametrize("table", [Entry, JournalTransaction])
    @pytest.mark.parametrize(
        "act", ["UPDATE {} SET currency = 'EUR'", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
    )
    def test_nothing_is_changed(self, hosted, table, act):
        book(hosted, STM, "5")
        refused = "Cannot update or delete rows|the journal is append-only"
        with connection.cursor() as cursor, pytest.raises(Error, match=refused):
            cursor.execute(act.format(table._meta.db_table))
        assert (Entry.objects.count(), JournalTransaction.objects.count()) == (2, 1)
