"""Amounts of a column whose heading names the currency: in Arabic a minus would move its sign."""

from portal.money.currencies import exponent
from portal.web import formats


def amount_in(value: formats.Number, currency: str) -> str:
    """With the currency's decimals, or all of the amount's own."""
    return formats.exact(value, least=exponent(currency))
