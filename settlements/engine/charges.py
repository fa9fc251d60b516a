"""What an earning line comes to exactly, before rounding (FORMULA section 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from settlements.engine.bonuses import Bonus
from settlements.engine.exact import ONE, ZERO, shown, shown_quotient
from settlements.engine.explain import Figure, Step, distinct, step
from settlements.engine.fx import Conversion, rate_source
from settlements.engine.inputs import RateRule
from settlements.engine.pricing import Price
from settlements.engine.result import Place
from settlements.engine.rules import Usage


@dataclass(slots=True)
class Draft:
    """A line while its buckets are gathered; sums are exact."""

    place: Place
    conversion: Conversion
    exclusivity: Bonus
    contributions: Bonus
    earliest: date
    quantity: Decimal
    gross_revenue: Decimal
    deductions: Decimal
    base: Decimal
    base_settlement: Decimal
    buckets: list[str]
    sources: set[tuple[Conversion, Bonus, Bonus]]
    base_settlement_text: str = ""

    @classmethod
    def begin(cls, place: Place, usage: Usage, exclusivity: Bonus, contributions: Bonus) -> Self:
        """With its first bucket, mostly its only one."""
        bucket = usage.bucket
        return cls(
            place,
            usage.conversion,
            exclusivity,
            contributions,
            bucket.start,
            bucket.quantity,
            bucket.gross_revenue,
            bucket.deductions,
            usage.base,
            usage.base_settlement,
            [bucket.id],
            {(usage.conversion, exclusivity, contributions)},
        )

    def add(self, usage: Usage, exclusivity: Bonus, contributions: Bonus) -> None:
        bucket = usage.bucket
        if bucket.start < self.earliest:
            self.earliest = bucket.start
        self.quantity += bucket.quantity
        self.gross_revenue += bucket.gross_revenue
        self.deductions += bucket.deductions
        self.base += usage.base
        self.base_settlement += usage.base_settlement
        self.buckets.append(bucket.id)
        self.sources.add((usage.conversion, exclusivity, contributions))

    def rate_source(self) -> Mapping[str, Figure]:
        """Where the one rate is from: the day, or the several days that happen to agree."""
        if len(self.sources) == 1:
            return self.conversion.source
        return rate_source({conversion for conversion, _, _ in self.sources})

    def exclusivity_steps(self) -> Sequence[Step]:
        """One, unless other grants add up to the same on other days."""
        if len(self.sources) == 1:
            return [self.exclusivity.step]
        return distinct([exclusivity.step for _, exclusivity, _ in self.sources])

    def contributions_steps(self) -> Sequence[Step]:
        if len(self.sources) == 1:
            return [self.contributions.step]
        return distinct([contributions.step for _, _, contributions in self.sources])


@dataclass(slots=True)
class Charge:
    """A line's exact amount is `numerator` over the denominator that all lines of its rule have."""

    numerator: Decimal
    exact: str
    share: str | None
    steps: list[Step]


class PercentageCharges:
    """base_settlement × share, the share held within 0 and 1."""

    def __init__(self, price: Price) -> None:
        self._price = price
        self.denominator = price.denominator
        self._shares: dict[tuple[str, str], tuple[Decimal, str, Step]] = {}

    def charge(self, draft: Draft) -> Charge:
        key = (draft.exclusivity.mark, draft.contributions.mark)
        known = self._shares.get(key)
        if known is None:
            known = self._shares[key] = self._share(draft.exclusivity, draft.contributions)
        share, share_text, share_step = known
        numerator = draft.base_settlement * share
        exact = shown_quotient(numerator, self.denominator)
        inputs = {"base_settlement": draft.base_settlement_text, "share": share_text}
        steps = [
            *draft.exclusivity_steps(),
            *draft.contributions_steps(),
            share_step,
            step("exact", "base_settlement × share", inputs, exact),
        ]
        return Charge(numerator, exact, share_text, steps)

    def _share(self, exclusivity: Bonus, contributions: Bonus) -> tuple[Decimal, str, Step]:
        """The share's numerator, over the rate's denominator."""
        share = self._price.numerator + (exclusivity.value + contributions.value) * self.denominator
        share = max(ZERO, min(self.denominator, share))
        text = shown_quotient(share, self.denominator)
        inputs = {
            "rate": self._price.rate,
            "exclusivity": exclusivity.text,
            "contributions": contributions.text,
        }
        formula = "clamp(rate + exclusivity + contributions, 0, 1)"
        return share, text, step("share", formula, inputs, text)


class UnitCharges:
    """quantity ÷ per × rate × (1 + exclusivity), or a share of the whole packages' charge by quantity."""

    def __init__(self, rule: RateRule, price: Price) -> None:
        self._price = price
        self._per = rule.per
        self._added = price.reading.added
        self._packages = price.packages_charge
        if self._packages is None:
            self.denominator = price.denominator * rule.per
        else:
            self.denominator = abs(self._added) or ONE

    def charge(self, draft: Draft) -> Charge:
        uplift = ONE + draft.exclusivity.value
        inputs = {"quantity": shown(draft.quantity), "exclusivity": draft.exclusivity.text}
        if self._packages is None:
            numerator = draft.quantity * self._price.numerator * uplift
            formula = "quantity ÷ per × rate × (1 + exclusivity)"
            inputs |= {"per": shown(self._per), "rate": self._price.rate or ""}
        elif self._added:
            sign = ONE if self._added > 0 else -ONE
            numerator = self._packages * draft.quantity * uplift * sign
            formula = "packages_charge × quantity ÷ added × (1 + exclusivity)"
            inputs |= {"packages_charge": shown(self._packages), "added": shown(self._added)}
        else:
            numerator = ZERO
            formula = "0"
        exact = shown_quotient(numerator, self.denominator)
        made = step("exact", formula, inputs, exact)
        return Charge(numerator, exact, None, [*draft.exclusivity_steps(), made])
