"""Agreements of many rules and versions, written as rows: agreeing on them would take a test minutes."""

from datetime import date

import pgtrigger

from agreements.models import Agreement, Application, Market, RateRule, Tier, Version
from tests.factories.agreements import second_person


def grow(agreement: Agreement, *, rules: int, versions: int) -> None:
    """More rules in each version, every one with figures of its own; and versions that ended."""
    with pgtrigger.ignore():  # as if they had been agreed long ago
        _add_versions(agreement, versions)
        for version in agreement.versions.all():
            _add_rules(version, rules)


def _add_versions(agreement: Agreement, versions: int) -> None:
    [current] = agreement.versions.filter(state=Version.State.IN_FORCE)
    second = second_person()
    for number in range(versions):
        year = 2026 - versions + number
        Version.objects.create(
            agreement=agreement,
            partner=agreement.partner,
            number=1000 + number,
            state=Version.State.IN_FORCE,
            from_date=date(year, 1, 1),
            to_date=date(year + 1, 1, 1),
            prepared_by=current.prepared_by,
            approved_by=second,
            approved_at=current.approved_at,
            accepted_by=current.accepted_by,
            accepted_at=current.accepted_at,
        )


def _add_rules(version: Version, rules: int) -> None:
    applications, markets = list(Application.objects.all()), list(Market.objects.all())
    made = [
        RateRule(
            version=version,
            partner=version.partner,
            code=f"r{i:03}",
            application=applications[i % len(applications)],
            market=markets[i // len(applications)],
            accumulate="year",
        )
        for i in range(rules)
    ]
    RateRule.objects.bulk_create(made)
    Tier.objects.bulk_create(
        Tier(rule=rule, partner=version.partner, position=place, up_to=up_to, rate=rate)
        for i, rule in enumerate(made)
        for place, up_to, rate in (
            (1, 1000 + i, f"0.2{i:03}"),
            (2, 5000 + i, f"0.15{i:03}"),
            (3, None, f"0.1{i:03}"),
        )
    )
