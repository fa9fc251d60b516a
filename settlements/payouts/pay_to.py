"""Where a partner that owes pays to: the licensor's account, in full."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.web import formats
from portal.web.templatetags.display import isolated
from settlements.bank_accounts.clearing import SYSTEMS
from settlements.bank_accounts.shown import address_of
from settlements.bank_accounts.usable_account import licensor_account


@dataclass(frozen=True, slots=True)
class PayTo:
    """`facts`: name and value of each line; none where `why_not` says what to do instead."""

    facts: list[tuple[str, Any]]
    why_not: str = ""


def pay_to(currency: str) -> PayTo:
    """For the eyes of who pays and of staff only: the door of the request is the door to it."""
    account = licensor_account(currency=currency)
    if account is None:
        sentence = _("No account for %(currency)s can be paid to yet: ask us where to pay.")
        return PayTo([], sentence % {"currency": currency})
    details = account.details()
    found = details.account
    facts: list[tuple[str, Any]] = [(_("Account holder"), isolated(details.name))]
    if found.iban:
        facts.append(("IBAN", isolated(_in_fours(found.iban))))
    else:
        facts.append((_("Account number"), isolated(found.number)))
        if found.clearing_code:
            system = SYSTEMS.get(found.clearing_system)
            facts.append((system.name if system else _("Bank code"), isolated(found.clearing_code)))
    if found.bic:
        facts.append(("BIC", isolated(found.bic)))
    facts.append((_("Bank"), isolated(f"{account.bank_name} ({formats.country(account.bank_country)})")))
    facts.append((_("Address"), isolated(address_of(account))))
    return PayTo(facts)


def _in_fours(iban: str) -> str:
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
