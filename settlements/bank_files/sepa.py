"""Which transfers go by SEPA: euros between IBANs of its countries."""

from decimal import Decimal
from typing import Final

from settlements.bank_files.parties import Account

_COUNTRIES = """
AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS
SE SI SK SM VA
"""

COUNTRIES: Final = frozenset(_COUNTRIES.split())
"""Those with IBANs of their own (EPC409-09); overseas parts go by the IBAN of their country."""

LARGEST: Final = Decimal("999999999.99")


def goes_by_sepa(currency: str, debtor: Account, creditor: Account) -> bool:
    return currency == "EUR" and debtor.iban[:2] in COUNTRIES and creditor.iban[:2] in COUNTRIES
