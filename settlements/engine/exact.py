"""Exact arithmetic and how numbers are printed (FORMULA, preamble).

Numbers are Decimals, that is scaled integers, under a context that raises rather than lose a digit;
a quotient that need not end is kept as numerator and denominator until it is rounded.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
    localcontext,
)
from fractions import Fraction
from typing import Final

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
_SHOWN_DECIMALS: Final = 20
_EXACT: Final = Context(prec=20_000, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
_ROUNDING: Final = Context(prec=20_000, rounding=ROUND_HALF_EVEN)
_SHOWN_STEP: Final = Decimal(1).scaleb(-_SHOWN_DECIMALS)


def exact_arithmetic() -> AbstractContextManager[Context]:
    """Inside it no Decimal operation may round."""
    return localcontext(_EXACT)


def plain(value: Decimal) -> str:
    """All digits, no exponent, no trailing zeros, zero without a sign."""
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    if text[-1] == "0":
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        if text == "-0":
            return "0"
    return text


def shown(value: Decimal) -> str:
    """As `plain`, held to 20 decimals, half-even."""
    text = plain(value)
    if len(text) <= _SHOWN_DECIMALS:  # most are: so few characters hold no more decimals
        return text
    point = text.find(".")
    if point >= 0 and len(text) - point - 1 > _SHOWN_DECIMALS:
        return plain(value.quantize(_SHOWN_STEP, context=_ROUNDING))
    return text


def shown_quotient(numerator: Decimal, denominator: Decimal) -> str:
    """The quotient (denominator > 0) as `shown`, rounded once."""
    if denominator == 1:
        return shown(numerator)
    scaled = half_even(numerator.scaleb(_SHOWN_DECIMALS), denominator)
    return shown(scaled.scaleb(-_SHOWN_DECIMALS))


def sum_of(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, start=ZERO)


def half_even(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The whole number nearest to the quotient (denominator > 0), a half to the even one."""
    whole, rest = divmod(numerator, denominator)
    twice = abs(rest) * 2
    if twice > denominator or (twice == denominator and whole % 2):
        whole += -1 if numerator < 0 else 1
    return whole


def half_up(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The whole number nearest to the quotient (denominator > 0), a half away from zero."""
    whole, rest = divmod(numerator, denominator)
    if abs(rest) * 2 >= denominator:
        whole += -1 if numerator < 0 else 1
    return whole


def as_quotient(value: Fraction) -> tuple[Decimal, Decimal]:
    """A fraction as numerator and positive denominator."""
    return Decimal(value.numerator), Decimal(value.denominator)
