"""Tax and VAT numbers, checked by python-stdnum where it knows the country's."""

from types import ModuleType

from django.utils.translation import gettext as _
from stdnum.eu import vat as european
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError
from stdnum.util import get_cc_module

from portal.refused import Refused
from portal.web import formats

# What a company's tax number may be, beside or instead of what stdnum calls `tin` and `vat`. Empty: it
# knows only the number for VAT there, which is another one.
_TAX_NUMBERS = {
    "AU": ("abn", "acn", "tfn"),
    "CH": ("uid", "vat"),
    "CY": (),
    "DE": ("stnr", "idnr", "vat"),
    "EE": ("registrikood", "kmkr"),
    "ES": ("cif", "nif"),
    "FI": ("ytunnus", "alv"),
    "FR": ("siren", "siret", "nif", "tva"),
    "GB": ("utr", "vat"),
    "IN": ("pan", "gstin"),
    "IT": ("iva", "codicefiscale"),
    "LT": (),
    "LU": (),
    "MD": ("idno",),
    "MT": (),
    "NO": ("orgnr", "mva"),
    "SE": ("orgnr", "vat"),
    "UA": ("edrpou", "rntrc"),
}
LONGEST = 40


def knows_tax_id(country: str) -> bool:
    return bool(_tax_modules(country))


def knows_vat_id(country: str) -> bool:
    return _is_european(country) or bool(_modules(country, ("vat",)))


def tax_id_of(text: str, country: str) -> str:
    """The tax number without its spaces; of a country nobody knows the rules of, as given.

    Raises Refused: `bad_tax_id`.
    """
    return _checked(text, country, _tax_modules(country), "bad_tax_id")


def vat_id_of(text: str, country: str) -> str:
    """The VAT number without its spaces, with the country in front within the European Union.

    Raises Refused: `bad_vat_id`.
    """
    if not _is_european(country):
        return _checked(text, country, _modules(country, ("vat",)), "bad_vat_id")
    # A number of another member state is told by its letters.
    front = "" if text.strip()[:2].isalpha() or not text.strip() else "EL" if country == "GR" else country
    return _checked(front + text, country, [european], "bad_vat_id")


def _checked(text: str, country: str, modules: list[ModuleType], code: str) -> str:
    given, faults = " ".join(text.split()), []
    if len(given) > LONGEST:
        raise Refused(code, _("A number here has at most 40 characters."))
    if not given or not modules:
        return given
    for module in modules:
        try:
            return module.validate(given)
        except ValidationError as fault:
            faults.append(fault)
    raise Refused(code, _sentence(faults, given, country))


def _sentence(faults: list[ValidationError], given: str, country: str) -> str:
    """The nearest miss says most: a wrong check digit, else a wrong length, else the shape."""
    words = {"number": given, "country": formats.country(country)}
    if any(isinstance(fault, InvalidChecksum) for fault in faults):
        return _("The check digit of “%(number)s” is wrong. Look for a slip of the hand.") % words
    if all(isinstance(fault, InvalidLength) for fault in faults):
        return _("“%(number)s” is too short or too long for a number of %(country)s.") % words
    return (
        _("“%(number)s” is not built as numbers of %(country)s are. Copy it from an official letter.") % words
    )


def _tax_modules(country: str) -> list[ModuleType]:
    return _modules(country, _TAX_NUMBERS.get(country, ("tin", "vat")))


def _is_european(country: str) -> bool:
    return country.lower() in european.MEMBER_STATES


def _modules(country: str, names: tuple[str, ...]) -> list[ModuleType]:
    if not (len(country) == 2 and country.isascii() and country.isalpha()):
        return []
    found = [get_cc_module(country, name) for name in names]
    return [module for module in found if module is not None]
