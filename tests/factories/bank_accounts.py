"""Bank accounts by the real acts: entered by one, confirmed by another, three days ago."""

from datetime import timedelta

from django.utils import timezone

from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from settlements.bank_accounts.check_account import Given
from settlements.bank_accounts.confirm_account import confirm_account
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.propose_account import propose_account
from settlements.bank_accounts.sealed_details import seal_details
from settlements.bank_files.parties import Account
from tests.factories.accounts import make_member, make_staff, make_user

IBAN, OTHER_IBAN = "DE89370400440532013000", "DE02120300000000202051"
NUMBER = "000123456789"
LONG_AGO = timedelta(days=3)
OURS = Account("IE64IRCE92050112345678", "IRCEIE2DXXX", "", "", "", "IE")
THEIRS = Account("DE75512108001245126199", "SOGEDEFFXXX", "", "", "", "DE")


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


def usable_accounts(partner: Partner, currency: str = "USD") -> None:
    """The partner's and, where it lacks one, the licensor's: as rows, by nobody who is told of anything."""
    written_account(partner, currency)
    if not BankAccount.objects.filter(partner=None, currency=currency, state="confirmed").exists():
        written_account(None, currency)


def written_account(
    partner: Partner | None, currency: str = "USD", account: Account | None = None, **fields
) -> BankAccount:
    details = account or (THEIRS if partner else OURS)
    sealed, digest = seal_details(details)
    confirmed = timezone.now() - timedelta(days=3)
    row = BankAccount.objects.create(
        partner=partner,
        currency=currency,
        kind="iban" if details.iban else "account",
        **{
            "holder": partner.legal_name if partner else "Model Owner Inc.",
            "town": "Berlin" if partner else "Dublin",
            "country": details.bank_country,
            **fields,
        },
        bank_country=details.bank_country,
        last_four=(details.iban or details.number)[-4:],
        sealed=sealed,
        digest=digest,
        proposed_by=_clerk("enters"),
        proposed_at=confirmed,
    )
    row.state, row.confirmed_by = row.State.CONFIRMED, _clerk("confirms")
    row.confirmed_at, row.usable_from = confirmed, confirmed + timedelta(hours=48)
    row.save()
    return row


def _clerk(name: str) -> User:
    """Two people who do nothing else in any test."""
    email = f"{name}@licensor.example"
    found = User.objects.filter(email=email).first()
    return found or make_user(email, name, staff_roles=[StaffRole.FINANCE], is_active=False)
