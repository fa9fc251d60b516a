"""A rate rule in sentences of the reader's language, generated from its rows."""

from collections.abc import Iterator
from typing import Any

from agreements.models import RateRule, Tier, Version
from agreements.words import figures, scope_sentences
from agreements.words import tier_sentences as say

GRADUATED = RateRule.TierMode.GRADUATED


def rule_in_words(rule: RateRule, version: Version) -> list[str]:
    """What it rates, at which rates, and how they are counted; plain text, a whole sentence each.

    The rows as `versions_with_rules` reads them.
    """
    told = _Told(rule, version)
    return [scope_sentences.of_rule(rule), *told.rates(), *told.counting(), *told.fees()]


class _Told:
    """The figures of one rule, written as its kind of tiers wants them."""

    def __init__(self, rule: RateRule, version: Version) -> None:
        self.rule, self.base = rule, version.base
        self.currency = version.agreement.settlement_currency
        self.tiers: list[Tier] = list(rule.tiers.all())
        self.percentage = rule.charge == RateRule.Charge.PERCENTAGE
        self.by_quantity = rule.tier_metric == RateRule.TierMetric.QUANTITY
        self.window = rule.accumulate
        self.unit = figures.isolated(rule.unit) if rule.unit else ""
        self.per = figures.number(rule.per)
        self.bounds = [self._counted(tier.up_to) for tier in self.tiers]

    def rates(self) -> Iterator[str]:
        tiers = self.tiers
        if not tiers:
            return
        if len(tiers) == 1:
            yield self._one_rate(tiers[0])
        elif self.rule.tier_mode != GRADUATED:
            first = say.FIRST_SHARE_OF_ALL if self.percentage else say.FIRST_PRICE_OF_ALL
            yield from self._each_tier(first, say.NEXT_OF_ALL, say.LAST_OF_ALL)
        elif len(tiers) == 2:
            sentence = say.TWO_SHARES[self._key()] if self.percentage else say.TWO_PRICES[self._key()]
            yield self._say(
                sentence,
                rate=self._rate(tiers[0]),
                bound=self.bounds[0],
                above=self._rate(tiers[1]),
            )
        else:
            first = say.FIRST_SHARE if self.percentage else say.FIRST_PRICE
            yield from self._each_tier(first, say.NEXT, say.LAST)

    def counting(self) -> Iterator[str]:
        """How the tiers are counted, and what packages and earlier periods come to."""
        rule, several = self.rule, len(self.tiers) > 1
        if several and self.percentage == self.by_quantity:
            yield str(self._say(say.COUNTED_UNIT) if self.by_quantity else say.COUNTED[self.base])
        if several and self.percentage and self.by_quantity and rule.tier_mode == GRADUATED:
            yield str(say.AVERAGE)
        if several and not self.percentage and not rule.whole_packages and rule.per != 1:
            yield self._say(say.EACH_PRICE_IS_FOR)
        if rule.whole_packages and not self.percentage:
            yield self._say(say.WHOLE_PACKAGES)
            if several and rule.tier_mode == GRADUATED:
                yield str(say.PACKAGES_BY_TIER)
        if rule.tier_mode != GRADUATED and len({tier.rate for tier in self.tiers}) > 1:
            yield str(say.RATED_ANEW[self.window] if rule.retroactive else say.NOT_RATED_ANEW)

    def fees(self) -> Iterator[str]:
        if not any(tier.flat for tier in self.tiers):
            return
        if self.rule.tier_mode == GRADUATED or len(self.tiers) == 1:
            for lower, tier, _upper in self._in_order():
                if tier.flat:
                    sentence = say.FEE_ABOVE[self.window] if lower else say.FEE[self.window]
                    yield self._say(sentence, fee=self._fee(tier), lower=lower)
            return
        yield str(say.FEE_OF_THE_TIER[self.window])
        for lower, tier, upper in self._in_order():
            sentence = say.FEE_BETWEEN if upper else say.FEE_FROM
            yield self._say(
                sentence if lower else say.FEE_UP_TO, fee=self._fee(tier), lower=lower, upper=upper
            )

    def _one_rate(self, tier: Tier) -> str:
        if self.percentage:
            return self._say(say.SHARE[self.base], rate=self._rate(tier))
        sentence = say.PRICE_EACH if self.rule.per == 1 else say.PRICE_PER
        return self._say(sentence, rate=self._rate(tier))

    def _each_tier(self, first: dict[Any, Any], following, last) -> Iterator[str]:
        for lower, tier, upper in self._in_order():
            sentence = following if upper else last
            yield self._say(
                sentence if lower else first[self._key()],
                rate=self._rate(tier),
                bound=upper,
                lower=lower,
                upper=upper,
            )

    def _key(self) -> Any:
        return (self.base, self.window) if self.percentage else self.window

    def _in_order(self) -> list[tuple[str, Tier, str]]:
        """Each tier between its bounds: where the one before it ends, and its own end; empty: none."""
        return list(zip(["", *self.bounds], self.tiers, self.bounds, strict=False))

    def _rate(self, tier: Tier) -> str:
        return figures.percent(tier.rate) if self.percentage else figures.money(tier.rate, self.currency)

    def _fee(self, tier: Tier) -> str:
        return figures.money(tier.flat or 0, self.currency)

    def _counted(self, value) -> str:
        if value is None:
            return ""
        return figures.number(value) if self.by_quantity else figures.money(value, self.currency)

    def _say(self, sentence, **figures_in_it: str) -> str:
        return str(sentence).format(unit=self.unit, per=self.per, **figures_in_it)
