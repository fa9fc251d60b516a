"""Bank accounts by the real acts: entered by one, confirmed by another, three days ago."""

from datetime import timedelta

from django.utils import timezone

from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from settlements.bank_accounts.check_account import Given
from settlements.bank_accounts.confirm_account import confirm_account
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.propose_account import propose_account
from tests.factories.accounts import make_member, make_staff

IBAN, OTHER_IBAN = "DE89370400440532013000", "DE02120300000000202051"
NUMBER = "000123456789"
LONG_AGO = timedelta(days=3)


def iban_account(**over: str) -> Given:
    values = {
        "currency": "EUR",
        "kind": "iban",
        "holder": "Host A GmbH",
        "street": "Hansaring",
        "building": "61",
        "postal_code": "50670",
        "town": "Köln",
        "country": "DE",
        "iban": "DE89 3704 0044 0532 0130 00",
    }
    return Given(**values | over)


def us_account(**over: str) -> Given:
    values = {
        "currency": "USD",
        "kind": "account",
        "holder": "Host A Inc.",
        "town": "Boston",
        "country": "US",
        "number": NUMBER,
        "clearing_system": "USABA",
        "clearing_code": "021000021",
        "bank_name": "First Harbour Bank",
    }
    return Given(**values | over)


def proposed_account(owner: Partner | None, given: Given, by: User) -> BankAccount:
    return propose_account(owner=owner, given=given, by=by)


def usable_account_of(owner: Partner | None, given: Given) -> BankAccount:
    """Confirmed three days ago by people made for it; `owner` None: the licensor's."""
    code, at = owner.code if owner else "licensor", timezone.now() - LONG_AGO
    if owner:
        one, two = (
            _person(f"{name}@bank.{code}.example")
            or make_member(f"{name}@bank.{code}.example", name, owner, role)
            for name, role in (("enters", PartnerRole.FINANCE), ("confirms", PartnerRole.ADMIN))
        )
    else:
        one, two = (
            _person(f"{name}@bank.{code}.example") or make_staff(f"{name}@bank.{code}.example", name, role)
            for name, role in (("enters", StaffRole.FINANCE), ("confirms", StaffRole.APPROVER))
        )
    row = propose_account(owner=owner, given=given, by=one, at=at)
    return confirm_account(account=row, by=two, at=at)


def _person(email: str) -> User | None:
    return User.objects.filter(email=email).first()


def bank_account_samples(partner: Partner) -> dict[str, int]:
    """URL argument → id: an account that waits, of the partner and of the licensor."""
    finance = make_member("pia@hosta.example", "Pia Pays", partner, PartnerRole.FINANCE)
    fiona = User.objects.get(email="fiona@licensor.example")
    return {
        "account_id": proposed_account(partner, iban_account(), finance).pk,
        "licensor_account": proposed_account(None, iban_account(), fiona).pk,
    }
