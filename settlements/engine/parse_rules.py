"""Rate rules and their tiers from JSON (FORMULA sections 3, 4 and 10)."""

from decimal import Decimal

from portal.periods import WindowKind
from settlements.engine.exact import ONE, ZERO
from settlements.engine.faults import FaultList
from settlements.engine.inputs import Charge, RateRule, Tier, TierMetric, TierMode
from settlements.engine.members import Members, member_names
from settlements.engine.parse_parts import read_scope

_TIER = frozenset({"up_to", "rate", "flat"})
_RULE = member_names(
    "id clause application model market charge unit per whole_packages tier_mode tier_metric accumulate "
    "retroactive tiers"
)
_CHARGES: tuple[Charge, ...] = ("percentage", "per_unit")
_METRICS: tuple[TierMetric, ...] = ("base_amount", "quantity")
_MODES: tuple[TierMode, ...] = ("graduated", "volume")
_WINDOWS: tuple[WindowKind, ...] = ("period", "quarter", "year", "term")


def read_rule(raw: object, path: str, faults: FaultList) -> RateRule | None:
    members = Members(raw, path, _RULE, faults)
    charge = members.choice("charge", _CHARGES)
    unit = members.nullable("unit", lambda name: members.text(name, banned="|"))
    metric = members.choice("tier_metric", _METRICS, "quantity" if charge == "per_unit" else "base_amount")
    whole_packages = members.boolean("whole_packages", False)
    per = members.number("per", ONE)
    if members.is_number("per") and per <= 0:
        members.fault("per", "not_positive", "A price stands for more than zero units.")
    if unit is None and charge == "per_unit":
        members.fault("unit", "missing_member", "A price per unit needs its unit.")
    elif unit is None and metric == "quantity":
        members.fault("unit", "missing_member", "Tiers by quantity need the unit that is counted.")
    if whole_packages and members.raw("charge") == "percentage":
        members.fault("whole_packages", "not_allowed", "Whole packages go with a price per unit only.")
    elif whole_packages and members.raw("tier_metric") == "base_amount":
        members.fault("whole_packages", "not_allowed", "Whole packages go with tiers by quantity only.")
    application, model, market = read_scope(members)
    raw_tiers = members.list_of("tiers", required=True)
    tiers = _read_tiers(members, raw_tiers, members.raw("charge") == "percentage", faults)
    rule = RateRule(
        id=members.text("id", banned="|"),
        clause=members.nullable("clause", members.text),
        application=application,
        model=model,
        market=market,
        charge=charge,
        unit=unit,
        per=per,
        whole_packages=whole_packages,
        tier_mode=members.choice("tier_mode", _MODES, "graduated"),
        tier_metric=metric,
        accumulate=members.choice("accumulate", _WINDOWS, "period"),
        retroactive=members.boolean("retroactive", True),
        tiers=tiers,
    )
    return rule if members.ok and len(tiers) == len(raw_tiers) else None


def _read_tiers(members: Members, raw: list[object], percentage: bool, faults: FaultList) -> tuple[Tier, ...]:
    if not raw and isinstance(members.raw("tiers"), list):
        members.fault("tiers", "no_tiers", "A rule needs at least one tier.")
    read = [_read_tier(item, f"{members.path}.tiers[{i}]", percentage, faults) for i, item in enumerate(raw)]
    below: Decimal | None = None
    for i, tier in enumerate(read):
        if tier is None:
            below = None
            continue
        where = f"{members.path}.tiers[{i}].up_to"
        last = i == len(read) - 1
        if tier.up_to is None and not last:
            faults.add(where, "tiers_not_rising", "Only the last tier is open above.")
        elif tier.up_to is not None and last:
            faults.add(
                where, "last_tier_closed", "The last tier must be open above: up_to null, or left out."
            )
        elif tier.up_to is not None and tier.up_to <= 0:
            faults.add(where, "not_positive", "A tier ends above zero.")
        elif tier.up_to is not None and below is not None and tier.up_to <= below:
            faults.add(
                where, "tiers_not_rising", f"This tier ends on or below the one before it ({below:f})."
            )
        else:
            below = tier.up_to
            continue
        read[i] = None
        below = tier.up_to
    return tuple(tier for tier in read if tier is not None)


def _read_tier(raw: object, path: str, percentage: bool, faults: FaultList) -> Tier | None:
    members = Members(raw, path, _TIER, faults)
    up_to = members.nullable("up_to", members.number)
    rate = members.number("rate")
    if rate < 0:
        members.fault("rate", "out_of_range", "A rate or price must not be negative.")
    elif percentage and rate > 1:
        members.fault("rate", "out_of_range", "A percentage is written as a share from 0 to 1: 20 % is 0.20.")
    flat = members.nullable("flat", members.number) or ZERO
    if flat < 0:
        members.fault("flat", "negative", "A flat fee must not be negative.")
    return Tier(up_to, rate, flat) if members.ok else None
