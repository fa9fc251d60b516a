"""One cell as the value its column is for, or why it is none."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.refused import Refused
from portal.web.plain_text import plain_text
from portal.workbooks.columns import Column, Kind
from portal.workbooks.faults import shortened
from settlements.engine.exact import exact_arithmetic, plain

FORMULA, ERROR = "f", "e"
# Excel keeps 15 significant digits: what a float has beyond them nobody typed.
EXCEL_DIGITS = ".15g"
FIRST_YEAR, LAST_YEAR = 1970, 2999
MOST_CODES = 8
_PLAIN = re.compile(r"(-?[0-9]{1,40}(?:\.[0-9]{1,40})?)( ?%)?", re.A)
# Of a number format: what is shown as it stands, and widths. A percent sign there multiplies nothing.
_LITERAL = re.compile(r'"[^"]*"|[\\_*].', re.S)
_YES_NO = {"yes": True, "no": False, "true": True, "false": False}


class BadCell(Exception):
    """`expected` is the sentence for the person."""

    def __init__(self, expected: str) -> None:
        self.expected = expected
        super().__init__(expected)


def read_cell(cell: Any, column: Column, codes: dict[str, str]) -> Any:
    """None for an empty cell. `codes`: small letters → code, of the column. Raises BadCell.

    Numbers are Decimals; those of Kind.RATE a pair: the number, and whether it was written as a percentage.
    """
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if cell.data_type == FORMULA:
        raise BadCell(_("This holds a formula; paste its value."))
    if cell.data_type == ERROR:
        raise BadCell(_("This holds an error of the spreadsheet program. Write the value."))
    if column.kind is Kind.DAY:
        return _day(value)
    if column.kind in (Kind.NUMBER, Kind.PERCENT, Kind.RATE):
        number, percent = _number(value, cell.number_format or "")
        return _as_meant(number, percent, column.kind)
    if column.kind is Kind.YES_NO:
        return _yes_no(value)
    text = _text(value)
    return _code(text, codes) if column.kind is Kind.CODE else _fitting(text, column.longest)


def _as_meant(number: Decimal, percent: bool, kind: Kind) -> Any:
    """`number` is what is seen in the cell, before a percent sign where `percent`."""
    if kind is Kind.RATE:
        return number, percent
    if kind is Kind.PERCENT:
        return share_of(number)
    if percent:
        raise BadCell(_("Write a plain number here, not a percentage."))
    return number


def share_of(percent: Decimal) -> Decimal:
    """20 as 0.2, no digit lost."""
    with exact_arithmetic():
        return percent.scaleb(-2)


def _number(value: Any, number_format: str) -> tuple[Decimal, bool]:
    if isinstance(value, str):
        found = _PLAIN.fullmatch(value.strip())
        if found is None:
            raise BadCell(_("Write a number with the digits 0 to 9 and a point, for example 12.50."))
        return Decimal(found[1]), found[2] is not None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadCell(_("Write a number with the digits 0 to 9 and a point, for example 12.50."))
    number = Decimal(value) if isinstance(value, int) else Decimal(format(value, EXCEL_DIGITS))
    if not number.is_finite() or abs(number.adjusted()) > 40:
        raise BadCell(_("A number here has at most 30 digits."))
    percent = "%" in _LITERAL.sub("", number_format)
    with exact_arithmetic():
        return Decimal(plain(number.scaleb(2) if percent else number)), percent


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        if value.time() != time(0):
            raise BadCell(_("Write a day without a time of day, like 2026-10-31."))
        value = value.date()
    elif isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip()) if len(value.strip()) == 10 else None
        except ValueError:
            value = None
    if not isinstance(value, date) or not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise BadCell(_("Write a day like 2026-10-31, or format the cell as a date."))
    return value


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    found = _YES_NO.get(value.strip().casefold()) if isinstance(value, str) else None
    if found is None:
        raise BadCell(_("Write yes or no."))
    return found


def _text(value: Any) -> str:
    """A number typed where text is meant, like a postal code, is the text it is seen as."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadCell(_("Write text here: format the cell as text and type it again."))
    if not isinstance(value, str):
        return plain(Decimal(value) if isinstance(value, int) else Decimal(format(value, EXCEL_DIGITS)))
    try:
        return plain_text(value=value)["value"]
    except Refused as refusal:
        raise BadCell(refusal.sentence) from None


def _fitting(text: str, longest: int) -> str:
    if len(text) > longest:
        raise BadCell(_("At most %(count)s characters fit here.") % {"count": longest})
    return text


def _code(text: str, codes: dict[str, str]) -> str:
    found = codes.get(text.casefold())
    if found is None:
        offered = list(codes.values())
        shown = ", ".join(offered[:MOST_CODES]) + (" …" if len(offered) > MOST_CODES else "")
        raise BadCell(_("Write one of the codes of the list: %(codes)s.") % {"codes": shown})
    return found


def seen(value: Any) -> str:
    """A value as a page shows it."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        number, percent = value
        return f"{plain(number)} %" if percent else plain(number)
    return plain(value) if isinstance(value, Decimal) else shortened(value)
