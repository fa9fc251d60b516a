"""Splitting a sum so that the parts add up to it exactly (largest remainder)."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, Self, TypeVar

from portal.money.amount import Amount


class _Signed(Protocol):
    def __lt__(self, other: Self, /) -> bool: ...
    def __neg__(self) -> Self: ...


R = TypeVar("R", bound=_Signed)


def hand_out(missing: int, remainders: Sequence[R]) -> list[int]:
    """Which parts get one of the `missing` units: those whose remainder was largest in its direction.

    Ties go to the earlier part. `missing` may be negative, and is never more than there are parts.
    """
    if abs(missing) > len(remainders):
        raise ValueError("more units are missing than there are parts")
    given = [0] * len(remainders)
    if missing:
        unit = 1 if missing > 0 else -1
        order = sorted(range(len(remainders)), key=lambda i: -remainders[i] if unit > 0 else remainders[i])
        for i in order[: abs(missing)]:
            given[i] = unit
    return given


def allocate(total: Amount, weights: Sequence[int | Decimal | Fraction]) -> list[Amount]:
    """Split `total` (whole minor units) in proportion to `weights`, none negative, not all zero."""
    shares = [Fraction(weight) for weight in weights]
    whole = sum(shares)
    if any(share < 0 for share in shares) or not whole:
        raise ValueError("weights must not be negative, and at least one must be above zero")
    exact = [total.minor_units * share / whole for share in shares]
    cut = [int(part) for part in exact]
    extra = hand_out(
        total.minor_units - sum(cut), [part - floor for part, floor in zip(exact, cut, strict=True)]
    )
    return [
        Amount.from_minor_units(part + unit, total.currency) for part, unit in zip(cut, extra, strict=True)
    ]
