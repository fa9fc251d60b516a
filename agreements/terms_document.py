"""Terms and contributions as the members of FORMULA section 10: what the engine reads."""

from datetime import date
from typing import Any

from agreements.access import approved_contributions, versions_to_settle
from agreements.models import Agreement, ExclusivityGrant, RateRule, Tier, Version
from agreements.models.rules import Scope
from agreements.terms_at_hand import contributions_kept, versions_kept
from portal.accounts.models import Licensor
from settlements.engine.exact import plain

ANY = "*"


def terms_document(*, agreement: Agreement) -> list[dict[str, Any]]:
    """The versions in force, in the order of their first day, as FORMULA's `terms`."""
    kept = versions_kept(agreement)
    rows = versions_to_settle(agreement) if kept is None else kept
    return [version_document(version) for version in rows]


def contributions_document(*, agreement: Agreement) -> list[dict[str, Any]]:
    """The approved contributions, by id, as FORMULA's `contributions`."""
    kept = contributions_kept(agreement)
    return [
        _present(
            {
                "id": row.code,
                "party": row.party,
                "kind": row.kind,
                **_scope(row),
                "from": _day(row.from_date),
                "to": _day(row.to_date),
                "points": _number(row.points),
                "amount": _number(row.amount),
            }
        )
        for row in (approved_contributions(agreement) if kept is None else kept)
    ]


def agreement_document(*, agreement: Agreement, licensor: Licensor | None = None) -> dict[str, Any]:
    """The agreement's own members, as FORMULA's `agreement`; the licensor is read where not given."""
    licensor = licensor or Licensor.objects.first()
    return _present(
        {
            "number": agreement.number,
            "partner": agreement.partner.code,
            "licensor": licensor.code if licensor else None,
            "collected_by": agreement.collected_by,
            "settlement_currency": agreement.settlement_currency,
            "time_zone": agreement.time_zone,
            "starts": _day(agreement.starts_date),
            "ends": _day(agreement.ends_date),
        }
    )


def version_document(version: Version) -> dict[str, Any]:
    """One version, draft or not; what it does not say is absent."""
    return _present(
        {
            "version": version.number,
            "from": _day(version.from_date),
            "to": _day(version.to_date),
            "base": version.base,
            "rounding": version.rounding,
            "rate_rules": [rule_document(rule) for rule in version.rules.all()],
            "exclusivity": [grant_document(grant) for grant in version.grants.all()] or None,
            "contribution_points_cap": _number(version.contribution_points_cap),
            "minimum_guarantee": _limit(version.guarantee_amount, version.guarantee_per),
            "cap": _limit(version.cap_amount, version.cap_per),
            "advance": _advance(version),
            "withholding_rate": _number(version.withholding_rate),
            "payout_threshold": _number(version.payout_threshold),
            "fx_policy": version.fx_policy,
        }
    )


def rule_document(rule: RateRule) -> dict[str, Any]:
    per_unit = rule.charge == RateRule.Charge.PER_UNIT
    return _present(
        {
            "id": rule.code,
            "clause": rule.clause or None,
            **_scope(rule),
            "charge": rule.charge,
            "unit": rule.unit.code if rule.unit else None,
            "per": _number(rule.per) if per_unit else None,
            "whole_packages": rule.whole_packages if per_unit else None,
            "tier_mode": rule.tier_mode,
            "tier_metric": rule.tier_metric,
            "accumulate": rule.accumulate,
            "retroactive": rule.retroactive,
            "tiers": [_tier(tier) for tier in rule.tiers.all()],
        }
    )


def grant_document(grant: ExclusivityGrant) -> dict[str, Any]:
    return _present(
        {
            "id": grant.code,
            "clause": grant.clause or None,
            **_scope(grant),
            "from": _day(grant.from_date),
            "to": _day(grant.to_date),
            "uplift": _number(grant.uplift),
        }
    )


def _tier(tier: Tier) -> dict[str, Any]:
    return _present(
        {"up_to": _number(tier.up_to), "rate": _number(tier.rate), "flat": _number(tier.flat or None)}
    )


def _limit(amount, per: str) -> dict[str, Any] | None:
    return None if amount is None else {"amount": plain(amount), "per": per}


def _advance(version: Version) -> dict[str, Any] | None:
    if version.advance_amount is None:
        return None
    return _present(
        {"amount": _number(version.advance_amount), "recoup_rate": _number(version.advance_recoup_rate)}
    )


def _scope(row: Scope) -> dict[str, str]:
    return {
        "application": row.application.code if row.application else ANY,
        "model": row.model.code if row.model else ANY,
        "market": row.market.code if row.market else ANY,
    }


def _number(value) -> str | None:
    return None if value is None else plain(value)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _present(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}
