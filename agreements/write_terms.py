"""Checked terms into rows of a draft; the verbs lock the draft before and record the act after."""

from agreements.catalogue_codes import CatalogueCodes
from agreements.exclusivity.holders import holders_by_code, kept_holders
from agreements.models import ExclusivityGrant, RateRule, Tier, Version
from settlements.engine import inputs


def write_terms(
    version: Version, terms: inputs.Version, codes: CatalogueCodes, holders: list[str] | None = None
) -> None:
    """Replace all that the version says, its rules and grants too; `holders` as in `write_grants`."""
    write_header(version, terms)
    version.rules.all().delete()
    for rule in terms.rate_rules:
        write_rule(RateRule(version=version, partner_id=version.partner_id), rule, codes)
    write_grants(version, terms.exclusivity, codes, holders)


def write_header(version: Version, terms: inputs.Version) -> None:
    """Dates, base, limits and policies; an absent one becomes null."""
    guarantee, cap, advance = terms.minimum_guarantee, terms.cap, terms.advance
    version.from_date, version.to_date = terms.start, terms.end
    version.base, version.rounding, version.fx_policy = terms.base, terms.rounding, terms.fx_policy
    version.contribution_points_cap = terms.contribution_points_cap
    version.guarantee_amount = guarantee.amount if guarantee else None
    version.guarantee_per = guarantee.per if guarantee else ""
    version.cap_amount = cap.amount if cap else None
    version.cap_per = cap.per if cap else ""
    version.advance_amount = advance.amount if advance else None
    version.advance_recoup_rate = advance.recoup_rate if advance else None
    version.withholding_rate = terms.withholding_rate
    version.payout_threshold = terms.payout_threshold
    version.save()


def write_rule(row: RateRule, rule: inputs.RateRule, codes: CatalogueCodes) -> None:
    """One rule and its tiers, new or over the ones it had."""
    row.code, row.clause = rule.id, rule.clause or ""
    for name, value in codes.scope_ids(rule).items():
        setattr(row, name, value)
    row.charge, row.unit_id = rule.charge, codes.unit[rule.unit] if rule.unit else None
    row.per, row.whole_packages = rule.per, rule.whole_packages
    row.tier_mode, row.tier_metric = rule.tier_mode, rule.tier_metric
    row.accumulate, row.retroactive = rule.accumulate, rule.retroactive
    row.save()
    row.tiers.all().delete()
    Tier.objects.bulk_create(
        Tier(
            rule=row,
            partner_id=row.partner_id,
            position=position,
            up_to=tier.up_to,
            rate=tier.rate,
            flat=tier.flat or None,
        )
        for position, tier in enumerate(rule.tiers, start=1)
    )


def write_grants(
    version: Version,
    grants: tuple[inputs.Grant, ...],
    codes: CatalogueCodes,
    holders: list[str] | None = None,
) -> None:
    """Replace the version's exclusive rights. FORMULA does not say who holds one: `holders`, in their order,
    do; without them a right of a known id stays whose it was, and a new one is the partner's."""
    if holders is None:
        holders = kept_holders(holders_by_code(version), grants)
    version.grants.all().delete()
    ExclusivityGrant.objects.bulk_create(
        ExclusivityGrant(
            version=version,
            partner_id=version.partner_id,
            code=grant.id,
            clause=grant.clause or "",
            from_date=grant.start,
            to_date=grant.end,
            uplift=grant.uplift,
            holder=holder,
            **codes.scope_ids(grant),
        )
        for grant, holder in zip(grants, holders, strict=True)
    )
