"""Terms from JSON: versions with their grants and amounts (FORMULA section 10)."""

from decimal import Decimal

from portal.periods import WindowKind
from settlements.engine.exact import ONE, ZERO
from settlements.engine.faults import FaultList, member_path
from settlements.engine.inputs import Advance, BaseKind, FxPolicy, Grant, Limit, Rounding, Version
from settlements.engine.members import Members, member_names
from settlements.engine.parse_parts import read_positive_money, read_range, read_ratio, read_scope
from settlements.engine.parse_rules import read_rule

_GRANT = member_names("id clause application model market from to uplift")
_LIMIT = member_names("amount per")
_ADVANCE = member_names("amount recoup_rate")
_VERSION = member_names(
    "version from to base rounding rate_rules exclusivity contribution_points_cap minimum_guarantee cap "
    "advance withholding_rate payout_threshold fx_policy"
)
_BASES: tuple[BaseKind, ...] = ("net_revenue", "gross_revenue")
_ROUNDINGS: tuple[Rounding, ...] = ("half_even", "half_up")
_FX_POLICIES: tuple[FxPolicy, ...] = ("period_end", "usage_day", "period_average")
_CAP_WINDOWS: tuple[WindowKind, ...] = ("period", "quarter", "year", "term")


def read_version(raw: object, path: str, decimals: int | None, faults: FaultList) -> Version | None:
    """One version, None where it has a fault; `decimals` are the settlement currency's."""
    members = Members(raw, path, _VERSION, faults)
    rules = [
        read_rule(item, f"{path}.rate_rules[{i}]" if path else f"rate_rules[{i}]", faults)
        for i, item in enumerate(members.list_of("rate_rules", required=True))
    ]
    grants = [
        _read_grant(item, f"{path}.exclusivity[{i}]" if path else f"exclusivity[{i}]", faults)
        for i, item in enumerate(members.list_of("exclusivity"))
    ]
    start, end = read_range(members)
    number = members.integer("version")
    base = members.choice("base", _BASES)
    rounding = members.choice("rounding", _ROUNDINGS, "half_even")
    fx_policy = members.choice("fx_policy", _FX_POLICIES, "period_end")
    points_cap = _read_points_cap(members)
    guarantee = _read_limit(members, "minimum_guarantee", _CAP_WINDOWS[:3], decimals, faults)
    cap = _read_limit(members, "cap", _CAP_WINDOWS, decimals, faults)
    advance = _read_advance(members, decimals, faults)
    withholding = read_ratio(members, "withholding_rate", ZERO)
    threshold = read_positive_money(members, "payout_threshold", decimals, ZERO)
    whole_rules = tuple(rule for rule in rules if rule is not None)
    whole_grants = tuple(grant for grant in grants if grant is not None)
    if not members.ok or len(whole_rules) < len(rules) or len(whole_grants) < len(grants):
        return None
    return Version(
        number=number,
        start=start,
        end=end,
        base=base,
        rounding=rounding,
        rate_rules=whole_rules,
        exclusivity=whole_grants,
        contribution_points_cap=points_cap,
        minimum_guarantee=guarantee,
        cap=cap,
        advance=advance,
        withholding_rate=withholding,
        payout_threshold=threshold,
        fx_policy=fx_policy,
    )


def _read_grant(raw: object, path: str, faults: FaultList) -> Grant | None:
    members = Members(raw, path, _GRANT, faults)
    start, end = read_range(members)
    application, model, market = read_scope(members)
    uplift = members.number("uplift")
    if uplift < -1:
        members.fault("uplift", "out_of_range", "An uplift must not be below -1.")
    grant = Grant(
        id=members.text("id", banned="|"),
        clause=members.nullable("clause", members.text),
        application=application,
        model=model,
        market=market,
        start=start,
        end=end,
        uplift=uplift,
    )
    return grant if members.ok else None


def _read_points_cap(members: Members) -> Decimal | None:
    if "contribution_points_cap" not in members:
        return None
    cap = members.number("contribution_points_cap")
    if cap < 0:
        members.fault("contribution_points_cap", "negative", "The cap on points must not be negative.")
    return cap


def _read_limit(
    version: Members, name: str, windows: tuple[WindowKind, ...], decimals: int | None, faults: FaultList
) -> Limit | None:
    if name not in version:
        return None
    members = Members(version.raw(name), member_path(version.path, name), _LIMIT, faults)
    limit = Limit(read_positive_money(members, "amount", decimals), members.choice("per", windows))
    version.ok &= members.ok
    return limit


def _read_advance(version: Members, decimals: int | None, faults: FaultList) -> Advance | None:
    if "advance" not in version:
        return None
    members = Members(version.raw("advance"), member_path(version.path, "advance"), _ADVANCE, faults)
    advance = Advance(
        read_positive_money(members, "amount", decimals), read_ratio(members, "recoup_rate", ONE)
    )
    version.ok &= members.ok
    return advance
