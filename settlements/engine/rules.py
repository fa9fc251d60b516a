"""Which rule of which version rates a bucket (FORMULA section 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from settlements.engine.exact import ZERO
from settlements.engine.fx import Conversion
from settlements.engine.inputs import Bucket, RateRule, Version


@dataclass(slots=True)
class Usage:
    """A bucket with its base in its own and in settlement currency, under its version."""

    bucket: Bucket
    version: Version
    base: Decimal
    base_settlement: Decimal
    conversion: Conversion


@dataclass(frozen=True, slots=True)
class RuleUsage:
    """What one rule of one version rates."""

    version: Version
    rule: RateRule
    usage: list[Usage]


@dataclass(frozen=True, slots=True)
class Rating:
    """`rated_base`: Σ base in settlement currency of rated buckets, each counted once."""

    groups: list[RuleUsage]
    unrated: list[str]
    revenue_not_shared: list[str]
    rated_base: Decimal


class RuleBook:
    """The rules of one version, the most specific scope first."""

    def __init__(self, version: Version) -> None:
        self._percentage: dict[tuple[str, ...], RateRule] = {}
        self._per_unit: dict[tuple[str, ...], RateRule] = {}
        for rule in version.rate_rules:
            scope = (rule.application, rule.model, rule.market)
            if rule.charge == "percentage":
                self._percentage[scope] = rule
            else:
                self._per_unit[(rule.unit or "", *scope)] = rule
        # which members are named, in the rules there are: the application weighs most (FORMULA section 3)
        self._shapes = sorted({_shape(rule) for rule in version.rate_rules}, reverse=True)
        self._known: dict[tuple[str, ...], tuple[RateRule | None, RateRule | None]] = {}

    def rules_for(self, bucket: Bucket) -> tuple[RateRule | None, RateRule | None]:
        """The percentage rule and the per_unit rule that rate the bucket."""
        place = (bucket.unit, bucket.application, bucket.model, bucket.market)
        found = self._known.get(place)
        if found is None:
            found = self._known[place] = self._search(bucket)
        return found

    def _search(self, bucket: Bucket) -> tuple[RateRule | None, RateRule | None]:
        percentage = per_unit = None
        for application, model, market in self._shapes:
            scope = (
                bucket.application if application else "*",
                bucket.model if model else "*",
                bucket.market if market else "*",
            )
            percentage = percentage or self._percentage.get(scope)
            per_unit = per_unit or self._per_unit.get((bucket.unit, *scope))
        return percentage, per_unit


def _shape(rule: RateRule) -> tuple[bool, bool, bool]:
    return rule.application != "*", rule.model != "*", rule.market != "*"


def rate_usage(usage: Sequence[Usage], terms: Sequence[Version]) -> Rating:
    """Give each bucket to the rules that rate it; versions in the order of their `from`."""
    books = {version.number: RuleBook(version) for version in terms}
    groups: dict[tuple[int, str], RuleUsage] = {}
    unrated: list[str] = []
    not_shared: list[str] = []
    rated_base = ZERO
    for row in usage:
        percentage, per_unit = books[row.version.number].rules_for(row.bucket)
        for rule in (percentage, per_unit):
            if rule is not None:
                key = (row.version.number, rule.id)
                if key not in groups:
                    groups[key] = RuleUsage(row.version, rule, [])
                groups[key].usage.append(row)
        if percentage is not None or per_unit is not None:
            rated_base += row.base_settlement
        elif row.base or row.bucket.quantity:
            unrated.append(row.bucket.id)
        if percentage is None and per_unit is not None and row.base:
            not_shared.append(row.bucket.id)
    ordered = sorted(groups.values(), key=lambda group: (group.version.start, group.rule.id))
    return Rating(ordered, sorted(unrated), sorted(not_shared), rated_base)
