"""Where a partner that owes pays to: the licensor's own account, in full."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.accounts.access import is_staff, may, needed_roles
from portal.accounts.models import User
from portal.accounts.roles import READERS, PartnerRole
from portal.web import formats
from settlements.bank_accounts.clearing import SYSTEMS
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.shown import address_of
from settlements.bank_accounts.usable_account import licensor_account, why_no_licensor_account
from settlements.payouts.models import Remittance

ROLES = (PartnerRole.FINANCE, PartnerRole.ADMIN)


@dataclass(frozen=True, slots=True)
class Detail:
    """`is_code`: set apart, from left to right, as it is typed."""

    name: str
    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class PaymentDetails:
    """`why_not` says why there are none, where there are none."""

    details: list[Detail]
    why_not: str = ""


def payment_details(remittance: Remittance, reader: User) -> PaymentDetails:
    """Holder, address and numbers, for the partner's finance people and administrators, and for staff.

    The caller has let the reader through the request's door. The only page that shows numbers in full.
    """
    if not (is_staff(reader, *READERS) or may(reader, remittance.partner, *ROLES)):
        return PaymentDetails([], needed_roles(ROLES))
    account = licensor_account(currency=remittance.currency)
    if account is None:
        why = why_no_licensor_account(currency=remittance.currency)
        sentence = _("There is no account to pay to yet. The licensor's own account: %(why)s")
        return PaymentDetails([], sentence % {"why": why})
    return PaymentDetails(_details(account))


def _details(account: BankAccount) -> list[Detail]:
    numbers = account.details().account
    bank = ", ".join(filter(None, (account.bank_name, formats.country(account.bank_country))))
    rows = [
        Detail(_("Account holder"), account.holder),
        Detail(_("Address"), address_of(account)),
        Detail(_("IBAN"), in_fours(numbers.iban), is_code=True),
        Detail(_("BIC"), numbers.bic, is_code=True),
        Detail(_("Account number"), numbers.number, is_code=True),
    ]
    if numbers.clearing_code:
        system = SYSTEMS.get(numbers.clearing_system)
        name = str(system.name) if system else numbers.clearing_system
        rows.append(Detail(name, numbers.clearing_code, is_code=True))
    rows.append(Detail(_("Bank"), bank))
    return [row for row in rows if row.text]


def in_fours(text: str) -> str:
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
