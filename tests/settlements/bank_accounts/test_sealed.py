"""Encrypted at rest, and under another key after the command."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection

from portal.accounts.second_factor import SecondFactors
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.rotate_details import rotate_details
from tests.factories.accounts import SECRET
from tests.factories.bank_accounts import IBAN, NUMBER, iban_account, us_account, usable_account_of


def everything_kept() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(each) FROM settlements_bankaccount each")
        return str(cursor.fetchall())


def test_a_dump_shows_no_number(hosta):
    usable_account_of(hosta, iban_account())
    usable_account_of(hosta, us_account())
    kept = everything_kept()
    assert "Köln" in kept
    for secret in (IBAN, IBAN[4:], NUMBER, "021000021", "COBADEFF"):
        assert secret not in kept


def test_another_key(settings, hosta, fiona, monkeypatch):
    """Everything moves to the first key, in batches; then the old one may go. Again: nothing is left."""
    monkeypatch.setattr("settlements.bank_accounts.rotate_details.BATCH", 1)
    rows = [usable_account_of(hosta, given) for given in (iban_account(), us_account())]
    before = [row.details() for row in rows]
    settings.ENCRYPTION_KEY = f"another key,{settings.ENCRYPTION_KEY}"
    call_command("rotate_encryption_keys", verbosity=0)
    assert rotate_details() == ("bank accounts", 0)
    settings.ENCRYPTION_KEY = "another key"
    assert [row.details() for row in BankAccount.objects.order_by("pk")] == before
    kept = Authenticator.objects.get(user=fiona).data["secret"]
    assert SecondFactors().decrypt(kept) == SECRET


def test_without_the_old_key_it_says_so_and_changes_nothing(settings, hosta):
    row = usable_account_of(hosta, iban_account())
    settings.ENCRYPTION_KEY = "another key"
    with pytest.raises(CommandError, match="none of the keys"):
        call_command("rotate_encryption_keys")
    with pytest.raises(ValueError, match="none of ENCRYPTION_KEY"):
        row.details()
