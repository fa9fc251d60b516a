"""The one home of rounding outside the engine: no other module calls `quantize`."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Final, Literal

from portal.money.currencies import exponent

Mode = Literal["half_even", "half_up"]

_DECIMAL_MODES: Final[dict[Mode, str]] = {"half_even": ROUND_HALF_EVEN, "half_up": ROUND_HALF_UP}
_WIDE: Final = Context(prec=5000)


def round_fraction(value: Fraction, mode: Mode = "half_even") -> int:
    """The nearest whole number; a half goes to the even one, or away from zero (`half_up`)."""
    whole, rest = divmod(abs(value.numerator), value.denominator)
    twice = 2 * rest
    if twice > value.denominator or (twice == value.denominator and (mode == "half_up" or whole % 2)):
        whole += 1
    return -whole if value < 0 else whole


def round_decimals(value: Decimal | Fraction, decimals: int, mode: Mode = "half_even") -> Decimal:
    """`value` with exactly so many decimals; zero carries no sign."""
    if isinstance(value, Fraction):
        return Decimal(round_fraction(value * 10**decimals, mode)).scaleb(-decimals, context=_WIDE)
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=_DECIMAL_MODES[mode], context=_WIDE)
    return rounded if rounded else abs(rounded)


def round_money(value: Decimal | Fraction, currency: str, mode: Mode = "half_even") -> Decimal:
    """`value` at the minor unit of its currency."""
    return round_decimals(value, exponent(currency), mode)
