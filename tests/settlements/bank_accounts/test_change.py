"""Entered by one, confirmed by another, usable 48 hours later, never changed: by acts and database."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from portal.accounts.models import Deputy
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.models import AuditEvent
from portal.notices.models import OutboxEvent
from portal.refused import Refused
from settlements.balances.verify_books import verify_books
from settlements.bank_accounts.confirm_account import confirm_account
from settlements.bank_accounts.end_account import end_account
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.propose_account import propose_account
from settlements.bank_accounts.refuse_account import refuse_account
from settlements.bank_accounts.usable_account import licensor_account, usable_account, why_unusable
from settlements.bank_accounts.withdraw_account import withdraw_account
from settlements.bank_files.parties import Account, Address, Party
from tests.factories.accounts import make_staff
from tests.factories.bank_accounts import (
    IBAN,
    NUMBER,
    OTHER_IBAN,
    iban_account,
    proposed_account,
    us_account,
    usable_account_of,
)

HOURS = timedelta(hours=1)


def refusal(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_paid_to_48_hours_after_a_second_person_confirmed_it(hosta, finn, frida):
    now, about = timezone.now(), {"partner": hosta, "currency": "EUR"}
    assert "No bank account for EUR is entered" in why_unusable(**about, at=now)
    row = proposed_account(hosta, iban_account(), finn)
    assert "waits for a second person" in why_unusable(**about, at=now)
    row = confirm_account(account=row, by=frida)
    assert usable_account(**about, at=row.confirmed_at + 47 * HOURS) is None
    assert "can be used from" in why_unusable(**about, at=row.confirmed_at + 47 * HOURS)
    assert usable_account(**about, at=row.confirmed_at + 48 * HOURS) == row
    assert why_unusable(**about, at=row.confirmed_at + 48 * HOURS) == ""
    assert usable_account(partner=hosta, currency="USD", at=row.usable_from) is None
    assert row.details() == Party(
        name="Host A GmbH",
        address=Address("Hansaring", "61", "50670", "Köln", "DE"),
        account=Account(IBAN, "COBADEFFXXX", "", "", "", "DE"),
    )
    assert (row.bank_name, row.mask) == ("Commerzbank", "DE•••• 3000")


def test_a_number_with_a_bank_code(hosta):
    row = usable_account_of(hosta, us_account())
    assert row.details().account == Account("", "", NUMBER, "USABA", "021000021", "US")
    assert row.mask == "•••• 6789"


def test_a_change_stops_payments_until_it_may_be_used_itself(hosta, finn, anna):
    old = usable_account_of(hosta, iban_account())
    new = proposed_account(hosta, iban_account(iban=OTHER_IBAN), finn)
    assert usable_account(partner=hosta, currency="EUR", at=timezone.now()) == old
    changes = OutboxEvent.objects.filter(event="bank_account.changed")
    before = changes.count()
    confirm_account(account=new, by=anna)
    assert usable_account(partner=hosta, currency="EUR", at=timezone.now()) is None
    old.refresh_from_db()
    assert (old.state, old.closed_by) == ("replaced", anna)
    assert changes.count() == before + 1
    assert changes.latest("pk").args == [hosta.pk, "EUR"]
    assert not list(verify_books())


def test_who_entered_it_never_confirms_it_nor_their_deputy(hosta, finn, vera, uma, ruth, fiona, april):
    row = proposed_account(hosta, iban_account(), finn)
    assert refusal(lambda: confirm_account(account=row, by=finn)) == "own_work"
    assert refusal(lambda: refuse_account(account=row, by=finn, reason="No")) == "own_work"
    Deputy.objects.create(
        role=PartnerRole.FINANCE,
        principal=finn,
        deputy=vera,
        named_by=finn,
        partner=hosta,
        from_date=timezone.localdate() - timedelta(days=1),
        to_date=timezone.localdate() + timedelta(days=2),
    )
    assert refusal(lambda: confirm_account(account=row, by=vera)) == "own_work"
    for member in (uma, april):
        with pytest.raises(PermissionDenied):
            confirm_account(account=row, by=member)
    with pytest.raises(Http404):
        confirm_account(account=row, by=ruth)
    assert confirm_account(account=row, by=fiona).confirmed_by == fiona


def test_only_the_partners_own_finance_enters_one(hosta, anna, vera, ruth, fiona):
    for person in (anna, vera, fiona):
        with pytest.raises(PermissionDenied):
            proposed_account(hosta, iban_account(), person)
    with pytest.raises(Http404):
        proposed_account(hosta, iban_account(), ruth)


def test_the_licensors_is_confirmed_by_an_approver_or_administrator(licensor, hosta, finn, fiona, april, ada):
    both = make_staff("bo@licensor.example", "Bo Both", StaffRole.FINANCE, StaffRole.APPROVER)
    row = propose_account(owner=None, given=iban_account(), by=both)
    assert refusal(lambda: confirm_account(account=row, by=both)) == "own_work"
    with pytest.raises(PermissionDenied):
        confirm_account(account=row, by=fiona)
    with pytest.raises(Http404):
        confirm_account(account=row, by=finn)
    row = confirm_account(account=row, by=ada)
    assert licensor_account(currency="EUR") is None
    assert licensor_account(currency="EUR", at=row.usable_from) == row
    assert usable_account(partner=hosta, currency="EUR", at=row.usable_from) is None
    assert AuditEvent.objects.filter(event="bank_account.confirmed").get().partner is None


def test_entered_twice_is_one_and_another_waits_for_it(hosta, finn, frida):
    row = proposed_account(hosta, iban_account(), finn)
    assert proposed_account(hosta, iban_account(iban=IBAN), finn) == row
    assert refusal(lambda: proposed_account(hosta, iban_account(iban=OTHER_IBAN), finn)) == "waits_already"
    confirm_account(account=row, by=frida)
    assert refusal(lambda: proposed_account(hosta, iban_account(), finn)) == "same_account"
    assert refusal(lambda: confirm_account(account=row, by=frida)) == "wrong_state"


def test_refused_taken_back_and_ended_stay_on_record(hosta, finn, frida, fiona):
    refused = proposed_account(hosta, iban_account(), finn)
    assert refusal(lambda: refuse_account(account=refused, by=frida, reason=" ")) == "no_reason"
    refuse_account(account=refused, by=frida, reason="Not ours")
    taken_back = proposed_account(hosta, iban_account(), finn)
    withdraw_account(account=taken_back, by=finn)
    used = usable_account_of(hosta, iban_account())
    end_account(account=used, by=fiona, reason="The bank called")
    assert usable_account(partner=hosta, currency="EUR", at=timezone.now()) is None
    assert sorted(BankAccount.objects.values_list("state", flat=True)) == ["ended", "refused", "withdrawn"]
    assert OutboxEvent.objects.filter(event="bank_account.changed").count() == 2
