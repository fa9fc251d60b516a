"""Bank accounts that may be paid to and from, confirmed three days ago."""

from datetime import timedelta

from django.utils import timezone

from portal.accounts.models import Partner, User
from portal.accounts.roles import StaffRole
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.sealed_details import seal_details
from settlements.bank_files.parties import Account
from tests.factories.accounts import make_user

OURS = Account("IE64IRCE92050112345678", "IRCEIE2DXXX", "", "", "", "IE")
THEIRS = Account("DE75512108001245126199", "SOGEDEFFXXX", "", "", "", "DE")


def usable_accounts(partner: Partner, currency: str = "USD") -> None:
    """The partner's and, where it lacks one, the licensor's."""
    usable_account_of(partner, currency)
    if not BankAccount.objects.filter(partner=None, currency=currency, state="confirmed").exists():
        usable_account_of(None, currency)


def usable_account_of(
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
