"""Numbers of the oracle: rounding and printing of Fractions, written out."""

from fractions import Fraction as F
from math import floor

ZERO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"


def decimals_of(currency: str) -> int:
    if currency in ZERO_DECIMALS:
        return 0
    if currency in THREE_DECIMALS:
        return 3
    return 4 if currency in ("CLF", "UYW") else 2


def round_half(value: F, decimals: int, mode: str) -> F:
    scaled = abs(value) * 10**decimals
    whole, rest = floor(scaled), scaled - floor(scaled)
    if rest > F(1, 2) or (rest == F(1, 2) and (mode == "half_up" or whole % 2 == 1)):
        whole += 1
    return F(whole if value >= 0 else -whole, 10**decimals)


def money(value: F, decimals: int) -> str:
    units = value * 10**decimals
    assert units.denominator == 1
    digits = str(abs(units.numerator)).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if units < 0 else text


def number(value: F, decimals: int | None = 20) -> str:
    """Plain notation without trailing zeros; `decimals` None: in full."""
    if decimals is None:
        decimals = 0
        while (value * 10**decimals).denominator != 1:
            decimals += 1
    text = money(round_half(value, decimals, "half_even"), decimals)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
