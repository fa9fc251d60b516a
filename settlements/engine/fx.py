"""Which exchange rate turns a bucket into settlement currency (FORMULA section 2)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from settlements.engine.exact import ONE, half_even, plain, sum_of
from settlements.engine.explain import Figure
from settlements.engine.inputs import Bucket, FxPolicy, FxRate, SettlementInput, Version

_DAYS_BACK = 7
_AVERAGE_DECIMALS = 15


@dataclass(frozen=True, slots=True, eq=False)
class Conversion:
    """A rate in use; `text` is all its digits, `source` says where it is from; of each one object."""

    rate: Decimal
    text: str
    source: dict[str, str]


@dataclass(frozen=True, slots=True, order=True)
class MissingRate:
    """The members of an error, in their order; `day` is the day wanted, "" for an average."""

    code: Literal["missing_fx_rate"]
    bucket: str
    currency: str
    day: str

    def as_document(self) -> dict[str, str | None]:
        return {
            "code": self.code,
            "bucket": self.bucket,
            "currency": self.currency,
            "date": self.day or None,
        }


_OWN_CURRENCY = Conversion(ONE, "1", {})


def rate_source(conversions: Collection[Conversion]) -> Mapping[str, Figure]:
    """Where the one rate of a line is from: the day, or the several days that happen to agree."""
    if len(conversions) == 1:
        return next(iter(conversions)).source
    return {"days": sorted((row.source for row in conversions), key=lambda source: source["date"])}


class Exchange:
    """The rates of one input, each looked up once."""

    def __init__(self, given: SettlementInput) -> None:
        self._home = given.agreement.settlement_currency
        self._first_day = given.period.start
        self._last_day = given.period.end - timedelta(days=1)
        self._rates: dict[str, dict[int, FxRate]] = defaultdict(dict)
        for rate in given.fx_rates:
            self._rates[rate.currency][rate.day.toordinal()] = rate
        self._known: dict[tuple[str, date | None], Conversion | None] = {}
        self._of_day: dict[tuple[str, date], Conversion] = {}

    def convert(self, version: Version, bucket: Bucket) -> Conversion | MissingRate:
        """The conversion of a bucket under the version that rates it."""
        if bucket.currency == self._home:
            return _OWN_CURRENCY
        wanted = self._day_wanted(version.fx_policy, bucket)
        key = (bucket.currency, wanted)
        if key not in self._known:
            self._known[key] = self._average(bucket.currency) if wanted is None else self._on(*key)
        found = self._known[key]
        if found is None:
            day = "" if wanted is None else wanted.isoformat()
            return MissingRate("missing_fx_rate", bucket.id, bucket.currency, day)
        return found

    def _day_wanted(self, policy: FxPolicy, bucket: Bucket) -> date | None:
        if policy == "period_average":
            return None
        return self._last_day if policy == "period_end" else bucket.start

    def _on(self, currency: str, day: date | None) -> Conversion | None:
        """The rate of the day, or the newest of the 7 days before it."""
        assert day is not None
        rates = self._rates[currency]
        for ordinal in range(day.toordinal(), day.toordinal() - _DAYS_BACK - 1, -1):
            rate = rates.get(ordinal)
            if rate is not None:
                source = {"date": rate.day.isoformat(), "source": rate.source or ""}
                return self._of_day.setdefault(
                    (currency, rate.day), Conversion(rate.rate, plain(rate.rate), source)
                )
        return None

    def _average(self, currency: str) -> Conversion | None:
        first, last = self._first_day.toordinal(), self._last_day.toordinal()
        dated = [rate.rate for day, rate in self._rates[currency].items() if first <= day <= last]
        if not dated:
            return None
        total = sum_of(dated)
        scaled = half_even(total.scaleb(_AVERAGE_DECIMALS), Decimal(len(dated)))
        mean = scaled.scaleb(-_AVERAGE_DECIMALS)
        return Conversion(mean, plain(mean), {"average_of_days": str(len(dated))})
