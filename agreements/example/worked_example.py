"""What a rule comes to for a made-up volume: the engine's own figures, nothing written."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agreements.models import Agreement
from settlements.engine import settle
from settlements.engine.exact import ZERO, exact_arithmetic, plain
from settlements.engine.parse import parse_input
from settlements.engine.result import Line, Result

# A month that begins no quarter and no year, so that something may have been counted before it.
_PERIOD = {"from": "2026-02-01", "to": "2026-03-01"}
_STARTS = "2026-01-01"
_USUAL = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Volume:
    """`revenue` in settlement currency, `quantity` of the rule's unit, `before`: what was counted so far.

    Texts in FORMULA's notation.
    """

    revenue: str = "0"
    quantity: str = "0"
    before: str = "0"


@dataclass(frozen=True, slots=True)
class Example:
    """`rule` as FORMULA has it; `earning`, `catch_up`, `fee` are the settlement's lines."""

    rule: dict[str, Any]
    currency: str
    volume: Volume
    earning: Line
    catch_up: Line | None
    fee: Line | None
    earned: Decimal


def counts_quantity(rule: dict[str, Any]) -> bool:
    return rule.get("tier_metric") == "quantity"


def worked_example(*, agreement: Agreement, base: str, rule: dict[str, Any], volume: Volume) -> Example:
    """The rule alone, in a month in which exactly `volume` was used. Raises InvalidInput with its faults."""
    if rule.get("accumulate", "period") == "period":
        volume = Volume(volume.revenue, volume.quantity)
    rule = {**rule, "id": "example", "application": "*", "model": "*", "market": "*"}
    result = settle(parse_input(_input(agreement, base, rule, volume)))
    lines = {line.kind: line for line in result.lines}
    return Example(
        rule=rule,
        currency=agreement.settlement_currency,
        volume=volume,
        earning=lines["earning"],
        catch_up=lines.get("tier_catch_up"),
        fee=lines.get("flat_fee"),
        earned=_earned(result),
    )


def usual_volume(rule: dict[str, Any]) -> Volume:
    """A volume that reaches half a tier beyond the first one; of one tier, a round figure."""
    bound = rule["tiers"][0].get("up_to") if rule.get("tiers") else None
    with exact_arithmetic():
        reached = plain(Decimal(bound) * Decimal("1.5")) if bound else plain(_USUAL)
    if counts_quantity(rule):
        return Volume(revenue=plain(_USUAL), quantity=reached)
    return Volume(revenue=reached, quantity=plain(_USUAL))


def _earned(result: Result) -> Decimal:
    assert result.ladder is not None
    return result.ladder["earned"]


def _input(agreement: Agreement, base: str, rule: dict[str, Any], volume: Volume) -> dict[str, Any]:
    unit, by_quantity = rule.get("unit") or "units", counts_quantity(rule)
    opening = (
        {"quantity": volume.before, "base": "0"} if by_quantity else {"quantity": "0", "base": volume.before}
    )
    return {
        "format": "settlement-input/1",
        "agreement": {
            "number": agreement.number,
            "collected_by": agreement.collected_by,
            "settlement_currency": agreement.settlement_currency,
            "starts": _STARTS,
        },
        "period": _PERIOD,
        "terms": [{"version": 1, "from": _STARTS, "base": base, "rate_rules": [rule]}],
        "counters": {rule["id"]: opening} if volume.before != plain(ZERO) else {},
        "usage": [
            {
                "id": "example",
                "application": "example",
                "model": "example",
                "market": "example",
                "unit": unit,
                "currency": agreement.settlement_currency,
                **_PERIOD,
                "quantity": volume.quantity,
                "gross_revenue": volume.revenue,
            }
        ],
    }
