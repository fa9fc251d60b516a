"""Amounts, rates and names as they stand in a sentence: plain text, kept together in either direction."""

from datetime import date, timedelta

from django.utils.translation import get_language_bidi

from portal.money.currencies import exponent
from portal.web import formats
from settlements.engine.exact import exact_arithmetic

_FIRST_STRONG, _END = "\u2068", "\u2069"


def isolated(text: object) -> str:
    """In a right-to-left language a figure or name keeps its own direction (INTERFACE, "Languages")."""
    return f"{_FIRST_STRONG}{text}{_END}" if get_language_bidi() else str(text)


def money(value, currency: str) -> str:
    return isolated(formats.money(value, currency))


def percent(rate) -> str:
    return isolated(formats.percent(rate))


def added_percent(rate) -> str:
    """With its sign: what is added to a share, or taken off."""
    text = formats.percent(rate)
    return isolated(f"+{text}" if rate > 0 else text)


def number(value) -> str:
    return isolated(formats.exact(value))


def day(value: date) -> str:
    return isolated(formats.day(value))


def last_day(exclusive: date) -> str:
    """The day before an exclusive end: the last one that still belongs."""
    return day(exclusive - timedelta(days=1))


def smallest_unit(currency: str) -> str:
    """What amounts are rounded to: `$0.01`."""
    with exact_arithmetic():
        return money(f"1e-{exponent(currency)}", currency)
