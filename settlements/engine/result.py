"""A settlement as frozen rows, and as the settlement-result/1 document (FORMULA section 10)."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple

from settlements.engine.exact import plain
from settlements.engine.explain import Step
from settlements.engine.fx import MissingRate
from settlements.engine.inputs import Counter, SettlementInput, Window
from settlements.engine.result_text import canonical_result
from settlements.engine.rounding import money

RUNGS: Final = (
    *("earned", "guarantee_shortfall", "cap_reduction", "contribution_credits", "recoupment"),
    *("adjustments", "withholding", "opening_balance"),
    *("net_due", "due_now", "carried_forward"),
)
"""The ladder from top to bottom (FORMULA section 7)."""
LineKind = Literal["earning", "tier_catch_up", "flat_fee", "contribution_credit"]


class Place(NamedTuple):
    """Where an earning line's usage was: what its buckets have in common."""

    application: str
    model: str
    market: str
    unit: str
    currency: str


class Line(NamedTuple):
    """One line of a statement; numbers other than `amount` are printed texts, None: does not apply."""

    key: str
    kind: LineKind
    exact: str
    amount: Decimal
    steps: list[Step]
    rule: str | None = None
    version: int | None = None
    clause: str | None = None
    place: Place | None = None
    quantity: str | None = None
    base: str | None = None
    base_settlement: str | None = None
    rate: str | None = None
    exclusivity: str | None = None
    contributions: str | None = None
    share: str | None = None
    buckets: tuple[str, ...] = ()

    def as_document(self, decimals: int) -> dict[str, Any]:
        place = self.place
        return {
            "key": self.key,
            "kind": self.kind,
            "rule": self.rule,
            "version": self.version,
            "clause": self.clause,
            "application": place and place.application,
            "model": place and place.model,
            "market": place and place.market,
            "unit": place and place.unit,
            "currency": place and place.currency,
            "quantity": self.quantity,
            "base": self.base,
            "base_settlement": self.base_settlement,
            "rate": self.rate,
            "exclusivity": self.exclusivity,
            "contributions": self.contributions,
            "share": self.share,
            "exact": self.exact,
            "amount": money(self.amount, decimals),
            "buckets": list(self.buckets),
            "steps": self.steps,
        }


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of FORMULA section 7, in their order, and how each was computed."""

    rungs: dict[str, Decimal]
    steps: dict[str, list[Step]]
    window: Window

    def __getitem__(self, rung: str) -> Decimal:
        return self.rungs[rung]


@dataclass(frozen=True, slots=True)
class Shares:
    beneficiary: Decimal
    collector: Decimal


@dataclass(frozen=True, slots=True)
class Result:
    """A settlement, or where `errors` is not empty the reasons why nothing settles (`ladder` None)."""

    given: SettlementInput
    decimals: int
    lines: tuple[Line, ...]
    unrated: tuple[str, ...]
    revenue_not_shared: tuple[str, ...]
    errors: tuple[MissingRate, ...]
    ladder: Ladder | None
    shares: Shares | None
    counters: dict[str, Counter]

    @property
    def direction(self) -> Literal["payable", "receivable"]:
        return "payable" if self.given.agreement.collected_by == "licensor" else "receivable"

    def as_document(self) -> dict[str, Any]:
        """The settlement-result/1 document with its digest; lines share steps, so read it only."""
        document = self._without_digest()
        document["digest"] = hashlib.sha256(canonical_result(document)).hexdigest()
        return document

    def as_json(self) -> bytes:
        """The document as canonical JSON; cheaper than encoding `as_document`."""
        text = canonical_result(self._without_digest())
        digest = hashlib.sha256(text).hexdigest()
        # the member before which it sorts; no text and no counter can read so
        return text.replace(b',"direction":"', f',"digest":"{digest}","direction":"'.encode(), 1)

    def _without_digest(self) -> dict[str, Any]:
        agreement, period = self.given.agreement, self.given.period
        ladder, shares = self.ladder, self.shares
        return {
            "format": "settlement-result/1",
            "agreement": agreement.number,
            "period": {"from": str(period.start), "to": str(period.end), "final": period.final},
            "direction": self.direction,
            "currency": agreement.settlement_currency,
            "lines": [line.as_document(self.decimals) for line in self.lines],
            "unrated": list(self.unrated),
            "warnings": [{"code": "revenue_not_shared", "bucket": row} for row in self.revenue_not_shared],
            "errors": [error.as_document() for error in self.errors],
            "ladder": ladder and {rung: self._money(value) for rung, value in ladder.rungs.items()},
            "ladder_steps": ladder.steps if ladder else {},
            "shares": shares
            and {"beneficiary": self._money(shares.beneficiary), "collector": self._money(shares.collector)},
            "counters": {
                rule: {"quantity": plain(counter.quantity), "base": plain(counter.base)}
                for rule, counter in self.counters.items()
            },
            "window": ladder
            and {
                "guarantee_earned": self._money(ladder.window.guarantee_earned),
                "cap_earned": self._money(ladder.window.cap_earned),
                "advance_balance": self._money(ladder.window.advance_balance),
            },
        }

    def _money(self, value: Decimal) -> str:
        return money(value, self.decimals)
