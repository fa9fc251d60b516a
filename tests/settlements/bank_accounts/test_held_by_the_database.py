"""Nothing of an account is edited, by whomever; of many who confirm at once one does."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.balances.verify_books import verify_books
from settlements.bank_accounts.confirm_account import confirm_account
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.sealed_details import seal_details
from settlements.bank_files.parties import Account
from tests.factories.bank_accounts import (
    OTHER_IBAN,
    iban_account,
    proposed_account,
    usable_account_of,
)
from tests.settlements.runs.test_at_once import at_once

HOURS = timedelta(hours=1)


def test_the_database_holds_it_too(hosta, finn, frida):
    row = proposed_account(hosta, iban_account(), finn)
    now, rows = timezone.now(), BankAccount.objects.filter(pk=row.pk)
    confirmed = {"state": "confirmed", "confirmed_by": frida, "confirmed_at": now}
    sealed, digest = seal_details(Account(OTHER_IBAN, "", "", "", "", "DE"))
    forbidden = (
        {**confirmed, "usable_from": now + 47 * HOURS},
        {**confirmed, "usable_from": now + 48 * HOURS, "confirmed_by": finn},
        {**confirmed, "usable_from": now + 48 * HOURS, "sealed": sealed},
        {"sealed": sealed, "digest": digest},
        {"holder": "Somebody Else"},
        {"state": "ended", "closed_at": now, "reason": "Skipped"},
    )
    for change in forbidden:
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    for act in (rows.delete, lambda: BankAccount.objects.create(**copied(row), state="confirmed")):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    confirm_account(account=row, by=frida)
    for change in ({"usable_from": now + 49 * HOURS}, {"contacts": []}, {"state": "proposed"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def copied(row: BankAccount) -> dict:
    skipped = ("id", "state")
    return {each.attname: getattr(row, each.attname) for each in row._meta.fields if each.name not in skipped}


def test_other_numbers_put_in_by_hand_are_found(hosta):
    """The database lets `sealed` change alone, as another key does; the digest tells."""
    row = usable_account_of(hosta, iban_account())
    sealed, _digest = seal_details(Account(OTHER_IBAN, "", "", "", "", "DE"))
    BankAccount.objects.filter(pk=row.pk).update(sealed=sealed)
    row.refresh_from_db()
    with pytest.raises(ValueError, match="changed by hand"):
        row.details()
    [found] = [each for each in verify_books() if each.check == "bank_accounts"]
    assert found.subject == f"settlements_bankaccount {row.pk}"


@pytest.mark.django_db(transaction=True)
def test_of_many_who_confirm_at_once_one_does(hosta, finn, frida, anna, fiona):
    row = proposed_account(hosta, iban_account(), finn)
    people = [frida, anna, fiona] * 2
    outcomes = at_once([lambda by=by: confirm_account(account=row, by=by) for by in people])
    assert [each.code for each in outcomes if isinstance(each, Refused)] == ["wrong_state"] * 5
    assert AuditEvent.objects.filter(event="bank_account.confirmed").count() == 1
