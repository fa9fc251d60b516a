"""Whether an account can be paid to as typed: every fault at its field, never with the number in it."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from schwifty import BIC, IBAN, exceptions, registry

from portal.money.currencies import is_currency
from portal.partners.countries import is_country
from portal.refused import Refused
from portal.web import formats
from portal.web.plain_text import plain_text
from settlements.bank_accounts.clearing import SYSTEMS, code_fits, number_fits
from settlements.bank_accounts.models import BankAccount
from settlements.bank_files.parties import Account

Kind = BankAccount.Kind
ADDRESS = ("holder", "street", "building", "postal_code", "town")
BEFORE_MASKED = 8
"""Of a number shorter than this, its last two signs are shown, else four."""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody typed; empty where nothing."""

    currency: str
    kind: str
    holder: str
    town: str
    country: str
    street: str = ""
    building: str = ""
    postal_code: str = ""
    iban: str = ""
    bic: str = ""
    number: str = ""
    clearing_system: str = ""
    clearing_code: str = ""
    bank_name: str = ""
    bank_country: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """`columns` of the row as far as they may be read; `known_bank`: by its IBAN or BIC."""

    columns: dict[str, str]
    account: Account
    known_bank: str
    derived_bic: str


class BadAccount(Refused):
    """`faults`: field → sentence."""

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = faults
        super().__init__("bad_account", " ".join(faults.values()))


@dataclass(slots=True)
class _Reading:
    """One account as it is read, field by field."""

    given: Given
    faults: dict[str, str] = field(default_factory=dict)

    def iban(self) -> Account:
        number = squeezed(self.given.iban)
        if fault := iban_fault(number):
            self.faults["iban"] = fault
            return Account("", "", "", "", "", "")
        known = IBAN(number)
        return Account(number, self.bic(number[:2]) or str(known.bic or ""), "", "", "", number[:2])

    def bic(self, country: str) -> str:
        """In the country of the account, where that is known."""
        code = squeezed(self.given.bic)
        if not code:
            return ""
        try:
            found = BIC(code)
        except exceptions.SchwiftyException:
            self.faults["bic"] = _("A BIC has 8 or 11 letters and digits, for example COBADEFFXXX.")
            return ""
        if country and found.country_code != country:
            sentence = _(
                "This BIC is of a bank in %(bic)s, the account is in %(account)s: look at both again."
            )
            places = {"bic": formats.country(found.country_code), "account": formats.country(country)}
            self.faults["bic"] = sentence % places
        return code

    def account(self) -> Account:
        given = self.given
        system = SYSTEMS.get(given.clearing_system)
        code = squeezed(given.clearing_code) if system else ""
        country = system.country if system else given.bank_country
        bic = self.bic(country)
        if given.clearing_system and system is None:
            self.faults["clearing_system"] = _("Choose one from the list.")
        elif system and not code_fits(system, code):
            sentence = _("%(name)s: write %(shape)s. Look at it again.")
            self.faults["clearing_code"] = sentence % {"name": system.name, "shape": system.words}
        elif not system and not given.bic:
            self.faults["clearing_system"] = _("Name the bank by its clearing code, by its BIC, or by both.")
        if not is_country(country) and "clearing_system" not in self.faults:
            self.faults["bank_country"] = _("Choose a country from the list.")
        number = squeezed(given.number)
        if not number:
            self.faults["number"] = _("Write the account number.")
        elif not number_fits(system, number):
            self.faults["number"] = _("Account numbers there are built otherwise. Look at it again.")
        return Account("", bic, number, given.clearing_system if system else "", code, country)


def check_account(given: Given) -> Checked:
    """Raises BadAccount with every fault, and Refused: `unseen_character`."""
    reading = _Reading(given)
    told = plain_text(**{name: getattr(given, name) for name in (*ADDRESS, "bank_name")})
    faults = reading.faults
    if not is_currency(given.currency):
        faults["currency"] = _("Choose a currency from the list.")
    if not told["holder"]:
        faults["holder"] = _("Write the name the bank knows the account's holder by.")
    if not told["town"]:
        faults["town"] = _("Write the town: banks refuse payments to an address without one.")
    if not is_country(given.country):
        faults["country"] = _("Choose a country from the list.")
    for name in (*ADDRESS, "bank_name"):
        most = BankAccount._meta.get_field(name).max_length
        if len(told[name]) > most:
            faults[name] = _("Banks take at most %(count)s characters here.") % {"count": most}
    if given.kind not in Kind.values:
        faults["kind"] = _("Choose one from the list.")
    account = reading.iban() if given.kind == Kind.IBAN else reading.account()
    known, derived = known_bank(account)
    if not known and not told["bank_name"] and not faults:
        faults["bank_name"] = _("This bank is not in our list: write its name.")
    if faults:
        raise BadAccount(faults)
    number = account.iban or account.number
    columns = {name: told[name] for name in ADDRESS} | {
        "currency": given.currency,
        "kind": given.kind,
        "country": given.country,
        "bank_name": known or told["bank_name"],
        "bank_country": account.bank_country,
        "last_four": number[-4:] if len(number) >= BEFORE_MASKED else number[-2:],
    }
    return Checked(columns, account, known, derived)


def known_bank(account: Account) -> tuple[str, str]:
    """The bank's name and BIC by the register that comes with schwifty; empty where it lacks the bank."""
    if account.iban:
        found = IBAN(account.iban)
        return (found.bank_name or "")[:140], str(found.bic or "")
    names = BIC(account.bic, allow_invalid=True).bank_names if account.bic else []
    return (names[0][:140] if names else ""), ""


def iban_fault(number: str) -> str:
    """Empty where it is an IBAN."""
    if not number:
        return _("Write the IBAN.")
    country = number[:2]
    try:
        length = registry.get_iban_spec(country).iban_length
    except (exceptions.SchwiftyException, KeyError, ValueError):
        length = 0
    if not length and is_country(country):
        sentence = _("Accounts in %(country)s have no IBAN. Enter account number and bank code instead.")
        return sentence % {"country": formats.country(country)}
    if not length or not re.fullmatch("[A-Z]{2}[0-9]{2}[A-Z0-9]+", number):
        return _("An IBAN begins with two letters for the country and two digits. Look at it again.")
    if len(number) != length:
        sentence = _("An IBAN of %(country)s has %(length)s characters, this one has %(count)s.")
        names = {"country": formats.country(country), "length": length, "count": len(number)}
        return sentence % names
    try:
        IBAN(number)
    except exceptions.InvalidChecksumDigits:
        return _("The IBAN's check digits do not fit: look at it again.")
    except exceptions.SchwiftyException:
        sentence = _("IBANs of %(country)s are built otherwise. Look at it again.")
        return sentence % {"country": formats.country(country)}
    return ""


def squeezed(text: str) -> str:
    """As banks write it: without what only makes it easier to read."""
    return re.sub(r"[\s\u200e\u200f\-./]", "", text).upper()
