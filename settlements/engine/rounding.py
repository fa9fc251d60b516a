"""Rounding, once, to minor units (FORMULA section 8)."""

from collections.abc import Sequence
from decimal import Decimal

from settlements.engine.exact import ONE, half_even, half_up, sum_of
from settlements.engine.inputs import Rounding


def round_units(numerator: Decimal, denominator: Decimal, decimals: int, mode: Rounding) -> Decimal:
    """The quotient (denominator > 0) in whole minor units."""
    nearest = half_even if mode == "half_even" else half_up
    return nearest(numerator.scaleb(decimals), denominator)


def round_money(value: Decimal, decimals: int, mode: Rounding) -> Decimal:
    return round_units(value, ONE, decimals, mode).scaleb(-decimals)


def money(value: Decimal, decimals: int) -> str:
    """Exactly so many decimals; zero without a sign."""
    return format(value if value else abs(value), f".{decimals}f")


def money_text(amount: Decimal) -> str:
    """As `money`, of an amount that has its currency's decimals already."""
    return str(amount if amount else abs(amount))


def round_together(
    numerators: Sequence[Decimal], denominator: Decimal, decimals: int, mode: Rounding
) -> tuple[list[Decimal], list[int]]:
    """Round a sum and share it out: each part cut toward zero in minor units, and the unit it was given.

    The missing units, of sign s, go one each to the parts in falling order of s × cut-off remainder,
    ties to the earlier part.
    """
    cut: list[Decimal] = []
    remainders: list[Decimal] = []
    for numerator in numerators:
        whole, rest = divmod(numerator.scaleb(decimals), denominator)
        cut.append(whole)
        remainders.append(rest)
    missing = int(round_units(sum_of(numerators), denominator, decimals, mode) - sum(cut))
    given = [0] * len(cut)
    if missing:
        sign = 1 if missing > 0 else -1
        order = sorted(range(len(cut)), key=lambda i: -sign * remainders[i])
        for i in order[: abs(missing)]:
            given[i] = sign
    return cut, given
