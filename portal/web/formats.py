"""Numbers, money and dates as CLDR has them for the reader: one wrapper around Babel.

Nothing here rounds. What Babel lacks of CLDR (measured against ICU, tests/portal/web/test_formats.py):
the left-to-right mark before an Arabic minus, and a space between a currency code and a digit.
"""

import re
import unicodedata
from copy import copy
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation, localcontext
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, format_time, get_timezone_gmt
from babel.numbers import NumberPattern, get_currency_symbol
from babel.units import format_unit
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.money.currencies import exponent
from portal.money.rounding import round_decimals
from portal.periods import parse_label

Number = Decimal | Fraction | int | str

_LRM = "\u200e"
_NBSP = "\u00a0"
_BARE_MINUS = re.compile(f"(?<!{_LRM})-")
_MOST_DECIMALS = 20
_DIGITS = 400
_REMEMBERED = 4096


@lru_cache
def _parse_locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def reader_locale(locale: str | None = None) -> Locale:
    """The named locale, else that of the language the page is shown in."""
    return _parse_locale(locale or get_language() or "en")


def decimal_of(value: Number) -> Decimal:
    """The exact decimal; a fraction without one is cut after 20 decimals. No number: ValueError."""
    with localcontext(prec=_DIGITS):
        if isinstance(value, Fraction):
            return Decimal(value.numerator * 10**_MOST_DECIMALS // value.denominator).scaleb(-_MOST_DECIMALS)
        try:
            number = Decimal(value)
        except (InvalidOperation, TypeError) as error:
            raise ValueError(f"{value!r} is no number") from error
    if not number.is_finite() or number.adjusted() > _DIGITS // 2:
        raise ValueError(f"{value!r} is no number to show")
    return number


def decimals_of(number: Decimal) -> int:
    """Decimals that are not trailing zeros."""
    with localcontext(prec=_DIGITS):
        return max(0, -int(number.normalize().as_tuple().exponent)) if number else 0


def money(value: Number, currency: str, locale: str | None = None) -> str:
    """An amount with its currency's decimals (FORMULA section 8), and more where it has more."""
    return _money(str(decimal_of(value)), currency, reader_locale(locale))


def exact(value: Number, locale: str | None = None, *, least: int = 0) -> str:
    """The whole number, grouped, no trailing zeros beyond `least` decimals."""
    return _exact(str(decimal_of(value)), least, reader_locale(locale))


def percent(rate: Number, locale: str | None = None) -> str:
    """A rate (0.035) in percent with every decimal it has."""
    return _percent(str(decimal_of(rate)), reader_locale(locale))


def day(value: date | str, locale: str | None = None) -> str:
    """A date, from a date or its ISO text."""
    return format_date(as_date(value), "medium", reader_locale(locale))


def as_date(value: date | str) -> date:
    """A date or its ISO text as a date; no date: ValueError."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(value)


def days(from_date: date | str, to_date: date | str | None, locale: str | None = None) -> str:
    """The days of a half-open range, its last one shown; without an end: "from … on"."""
    reader, first = reader_locale(locale), as_date(from_date)
    if to_date is None:
        return _("from %(day)s on") % {"day": day(first, locale)}
    last = as_date(to_date) - timedelta(days=1)
    if last <= first:
        return day(first, locale)
    return format_interval(first, last, "yMMMd", locale=reader)


def period(label: str, locale: str | None = None) -> str:
    """`2026-10` as "October 2026", `2026-Q4` as "Q4 2026". No period: ValueError."""
    skeleton = "yQQQ" if "Q" in label else "yMMMM"
    return format_skeleton(skeleton, parse_label(label).start, locale=reader_locale(locale))


def instant(value: datetime, zone: str = "UTC", locale: str | None = None) -> str:
    """A moment in a time zone, to the minute, with the zone named."""
    reader = reader_locale(locale)
    try:
        tz = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        tz = ZoneInfo("UTC")
    moment = (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(tz)
    pieces = (format_time(moment, "short", locale=reader), format_date(moment.date(), "medium", reader))
    shown = reader.datetime_formats["medium"].replace("{0}", pieces[0]).replace("{1}", pieces[1])
    offset = "UTC" if not moment.utcoffset() else get_timezone_gmt(moment, "long", locale=reader)
    return f"{shown} {offset}"


def country(code: str, locale: str | None = None) -> str:
    """A country's name in the reader's language; an unknown code as it is."""
    return reader_locale(locale).territories.get(code, code)


def filesize(size: int, locale: str | None = None) -> str:
    """Bytes in the largest unit they fill, to three figures."""
    amount, unit = Decimal(max(int(size), 0)), "byte"
    for larger in ("kilobyte", "megabyte", "gigabyte", "terabyte"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    places = 0 if unit == "byte" or amount >= 100 else 1
    shown = round_decimals(amount, places).normalize()
    return format_unit(shown, f"digital-{unit}", "short", locale=reader_locale(locale))


# Babel takes its time, and a page of rules says the same figures again and again. They are remembered as
# text: minus zero equals zero, but is not written like it.


@lru_cache(_REMEMBERED)
def _money(text: str, currency: str, reader: Locale) -> str:
    number = Decimal(text)
    decimals = max(exponent(currency), decimals_of(number))
    shown = _apply(reader.currency_formats["standard"], number, reader, decimals, currency)
    return _currency_space(shown, currency, reader)


@lru_cache(_REMEMBERED)
def _exact(text: str, least: int, reader: Locale) -> str:
    number = Decimal(text)
    return _apply(reader.decimal_formats[None], number, reader, max(least, decimals_of(number)))


@lru_cache(_REMEMBERED)
def _percent(text: str, reader: Locale) -> str:
    number = Decimal(text)
    shown = _apply(reader.percent_formats[None], number, reader, max(0, decimals_of(number) - 2))
    return shown.replace("%", f"{_LRM}%{_LRM}") if reader.language == "ar" else shown


def _apply(
    pattern: NumberPattern, number: Decimal, reader: Locale, decimals: int, currency: str | None = None
) -> str:
    pattern = copy(pattern)
    pattern.frac_prec = (decimals, decimals)
    with localcontext(prec=_DIGITS):
        shown = pattern.apply(number, reader, currency=currency, currency_digits=False)
    return _BARE_MINUS.sub(f"{_LRM}-", shown) if reader.language == "ar" else shown


def _currency_space(shown: str, currency: str, reader: Locale) -> str:
    """CLDR currencySpacing: a no-break space between a letter of the symbol and a digit.

    Among letters written from the right, the sign of `US$` is kept from changing sides.
    """
    symbol = re.escape(get_currency_symbol(currency, reader))
    match = re.search(symbol, shown)
    if match is None:
        return shown
    before, inside, after = shown[: match.start()], match[0], shown[match.end() :]
    if before[-1:].isdigit() and not _is_symbol(inside[0]):
        before += _NBSP
    if after[:1].isdigit() and not _is_symbol(inside[-1]):
        after = _NBSP + after
    if reader.character_order == "right-to-left" and "A" <= inside[0] <= "Z" and _is_symbol(inside[-1]):
        inside += _LRM
    return before + inside + after


def _is_symbol(character: str) -> bool:
    return unicodedata.category(character)[0] in "SZ"
