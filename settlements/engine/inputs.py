"""A settlement input as frozen rows; FORMULA section 10 names every member."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from portal.periods import WindowKind

Party = Literal["licensor", "partner"]
Charge = Literal["percentage", "per_unit"]
TierMode = Literal["graduated", "volume"]
TierMetric = Literal["base_amount", "quantity"]
BaseKind = Literal["net_revenue", "gross_revenue"]
Rounding = Literal["half_even", "half_up"]
FxPolicy = Literal["period_end", "usage_day", "period_average"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The term is `[starts, ends)`; `ends` None: open."""

    number: str
    collected_by: Party
    settlement_currency: str
    starts: date
    ends: date | None
    partner: str | None = None
    licensor: str | None = None
    time_zone: str | None = None

    @property
    def beneficiary(self) -> Party:
        return "partner" if self.collected_by == "licensor" else "licensor"


@dataclass(frozen=True, slots=True)
class Period:
    """`[start, end)`; `final` where the agreement ends in or before it."""

    start: date
    end: date
    final: bool


@dataclass(frozen=True, slots=True)
class Tier:
    up_to: Decimal | None  # inclusive; None: above all
    rate: Decimal
    flat: Decimal


@dataclass(frozen=True, slots=True)
class RateRule:
    """`unit` also for a percentage rule whose counter counts a quantity; `per` units have one price."""

    id: str
    clause: str | None
    application: str
    model: str
    market: str
    charge: Charge
    unit: str | None
    per: Decimal
    whole_packages: bool
    tier_mode: TierMode
    tier_metric: TierMetric
    accumulate: WindowKind
    retroactive: bool
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class Grant:
    """An exclusivity grant: `uplift` for what its scope covers in `[start, end)`."""

    id: str
    clause: str | None
    application: str
    model: str
    market: str
    start: date
    end: date | None
    uplift: Decimal


@dataclass(frozen=True, slots=True)
class Limit:  # a minimum guarantee or a cap
    amount: Decimal
    per: WindowKind


@dataclass(frozen=True, slots=True)
class Advance:
    amount: Decimal
    recoup_rate: Decimal


@dataclass(frozen=True, slots=True)
class Version:
    """The terms in force in `[start, end)`."""

    number: int
    start: date
    end: date | None
    base: BaseKind
    rounding: Rounding
    rate_rules: tuple[RateRule, ...]
    exclusivity: tuple[Grant, ...]
    contribution_points_cap: Decimal | None
    minimum_guarantee: Limit | None
    cap: Limit | None
    advance: Advance | None
    withholding_rate: Decimal
    payout_threshold: Decimal
    fx_policy: FxPolicy


@dataclass(frozen=True, slots=True)
class Contribution:
    id: str
    party: Party
    kind: str | None
    application: str
    model: str
    market: str
    start: date
    end: date | None
    points: Decimal | None  # on the share
    amount: Decimal | None  # or fixed, per period


@dataclass(frozen=True, slots=True)
class Counter:
    quantity: Decimal
    base: Decimal  # in settlement currency


@dataclass(frozen=True, slots=True)
class Window:
    guarantee_earned: Decimal
    cap_earned: Decimal
    advance_balance: Decimal


@dataclass(frozen=True, slots=True)
class Adjustment:
    id: str
    kind: str | None
    reference: str | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class FxRate:
    currency: str
    day: date
    rate: Decimal  # settlement currency for one unit
    source: str | None


class Bucket(NamedTuple):  # of which there are many: cheaper to make than a frozen dataclass
    """Accepted usage of one application, model, market, unit and currency in `[start, end)`."""

    id: str
    application: str
    model: str
    market: str
    unit: str
    currency: str
    start: date
    end: date
    quantity: Decimal
    gross_revenue: Decimal
    deductions: Decimal
    rows: int | None


@dataclass(frozen=True, slots=True)
class SettlementInput:
    """Valid by construction: `parse_input` makes it, or raises InvalidInput."""

    agreement: Agreement
    period: Period
    terms: tuple[Version, ...]
    contributions: tuple[Contribution, ...]
    counters: dict[str, Counter]
    window: Window
    opening_balance: Decimal
    adjustments: tuple[Adjustment, ...]
    fx_rates: tuple[FxRate, ...]
    usage: tuple[Bucket, ...]

    @property
    def is_tail(self) -> bool:
        """A period after the term: late adjustments and balances only (FORMULA section 7)."""
        ends = self.agreement.ends
        return ends is not None and self.period.start >= ends
