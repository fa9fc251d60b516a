"""An amount of money: an exact decimal and its currency, never mixed with another."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction
from typing import Self

from portal.money.currencies import exponent
from portal.money.rounding import Mode, round_money

_EXACT = Context(prec=5000, traps=[Inexact, InvalidOperation])


class CurrencyMismatch(TypeError):
    """Two currencies met in one sum or comparison."""


@dataclass(frozen=True, slots=True)
class Amount:
    """`value` may carry more decimals than the currency has, until `rounded` is asked for."""

    value: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.value, Decimal) or not self.value.is_finite():
            raise TypeError("an amount needs a finite Decimal")

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls.from_minor_units(0, currency)

    @classmethod
    def from_minor_units(cls, units: int, currency: str) -> Self:
        return cls(Decimal(units).scaleb(-exponent(currency), context=_EXACT), currency)

    @classmethod
    def total(cls, amounts: Iterable["Amount"], currency: str) -> "Amount":
        """The sum, zero of `currency` for none."""
        result = Amount.zero(currency)
        for amount in amounts:
            result += amount
        return result

    @property
    def minor_units(self) -> int:
        """Whole minor units; an amount with a part of one raises ValueError."""
        scaled = self.value.scaleb(exponent(self.currency), context=_EXACT)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{self} is not a whole number of minor units")
        return int(scaled)

    def rounded(self, mode: Mode = "half_even") -> "Amount":
        return Amount(round_money(self.value, self.currency, mode), self.currency)

    def times(self, factor: int | Decimal | Fraction, mode: Mode = "half_even") -> "Amount":
        """The product, rounded once to minor units."""
        return Amount(
            round_money(Fraction(self.value) * Fraction(factor), self.currency, mode), self.currency
        )

    def as_json(self) -> dict[str, str]:
        """`{"amount": "12.30", "currency": "USD"}`; more decimals than the currency's raise ValueError."""
        exact = Amount.from_minor_units(self.minor_units, self.currency)
        return {"amount": format(exact.value, "f"), "currency": self.currency}

    def _same(self, other: object) -> Decimal:
        if not isinstance(other, Amount):
            raise TypeError(f"an amount meets {type(other).__name__}")
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} meets {other.currency}")
        return other.value

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(_EXACT.add(self.value, self._same(other)), self.currency)

    def __sub__(self, other: "Amount") -> "Amount":
        return Amount(_EXACT.subtract(self.value, self._same(other)), self.currency)

    def __neg__(self) -> "Amount":
        return Amount(_EXACT.minus(self.value), self.currency)

    def __abs__(self) -> "Amount":
        return Amount(_EXACT.abs(self.value), self.currency)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __lt__(self, other: "Amount") -> bool:
        return self.value < self._same(other)

    def __le__(self, other: "Amount") -> bool:
        return self.value <= self._same(other)

    def __gt__(self, other: "Amount") -> bool:
        return self.value > self._same(other)

    def __ge__(self, other: "Amount") -> bool:
        return self.value >= self._same(other)

    def __str__(self) -> str:
        return f"{self.value:f} {self.currency}"
