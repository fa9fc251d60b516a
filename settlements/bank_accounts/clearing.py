"""How banks are named where there is no IBAN: ISO 20022's clearing systems, and the rules of each."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError
from stdnum.us import rtn

ANY_NUMBER = "[A-Z0-9]{5,34}"


@dataclass(frozen=True, slots=True)
class ClearingSystem:
    """`code` and `number` are patterns of the bank's code and of account numbers; `words` say the first."""

    country: str
    name: Promise
    code: str
    words: Promise
    number: str = ANY_NUMBER
    fits: Callable[[str], bool] = lambda code: True


def _is_routing_number(code: str) -> bool:
    """Its last digit checks the others; nothing but zeros would fit too."""
    try:
        rtn.validate(code)
    except ValidationError:
        return False
    return int(code) > 0


def _digits(count: int) -> Promise:
    return {
        3: _("3 digits"),
        6: _("6 digits"),
        7: _("7 digits"),
        9: _("9 digits"),
        12: _("12 digits"),
    }[count]


def _plain(country: str, name: Promise, count: int, number: str = ANY_NUMBER) -> ClearingSystem:
    return ClearingSystem(country, name, rf"[0-9]{{{count}}}", _digits(count), number)


SYSTEMS: dict[str, ClearingSystem] = {
    "AUBSB": _plain("AU", _("BSB number"), 6, "[0-9]{5,9}"),
    "CACPA": ClearingSystem(
        "CA", _("Routing number"), "0[0-9]{8}", _("9 digits that begin with 0"), "[0-9]{5,12}"
    ),
    "CNAPS": _plain("CN", _("CNAPS code"), 12),
    "GBDSC": _plain("GB", _("Sort code"), 6, "[0-9]{8}"),
    "HKNCC": _plain("HK", _("Bank code"), 3, "[0-9]{6,12}"),
    "INFSC": ClearingSystem(
        "IN",
        _("IFSC"),
        "[A-Z]{4}0[A-Z0-9]{6}",
        _("4 letters, a 0, then 6 letters or digits"),
        "[A-Z0-9]{9,18}",
    ),
    "JPZGN": _plain("JP", _("Bank and branch code"), 7, "[0-9]{7}"),
    "KRBOK": _plain("KR", _("Bank code"), 7),
    "NZNCC": _plain("NZ", _("Bank and branch number"), 6, "[0-9]{9,10}|[0-9]{15,16}"),
    "SGIBG": _plain("SG", _("Bank and branch code"), 7),
    "TWNCC": _plain("TW", _("Bank code"), 7),
    "USABA": ClearingSystem(
        "US",
        _("Routing number"),
        "[0-9]{9}",
        _("9 digits, the last of which checks the others"),
        "[A-Z0-9]{5,17}",
        _is_routing_number,
    ),
    "ZANCC": _plain("ZA", _("Branch code"), 6, "[0-9]{7,13}"),
}


def code_fits(system: ClearingSystem, code: str) -> bool:
    return bool(re.fullmatch(system.code, code)) and system.fits(code)


def number_fits(system: ClearingSystem | None, number: str) -> bool:
    return bool(re.fullmatch(system.number if system else ANY_NUMBER, number))
