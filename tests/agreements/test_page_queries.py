"""Pages about many rules and versions ask the database no oftener than about few."""

import re
from datetime import date

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Application, Market, RateRule, Tier, Version
from tests.factories.agreements import counter_draft, make_agreement, second_person


def grow(agreement, *, rules: int, versions: int) -> None:
    """More rules in each version, and versions that ended, as rows."""
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
    applications, markets = list(Application.objects.all()), list(Market.objects.all())
    for version in agreement.versions.all():
        made = [
            RateRule(
                version=version,
                partner=agreement.partner,
                code=f"r{i:03}",
                application=applications[i % len(applications)],
                market=markets[i // len(applications)],
                accumulate="year",
            )
            for i in range(rules)
        ]
        RateRule.objects.bulk_create(made)
        Tier.objects.bulk_create(
            Tier(rule=rule, partner=agreement.partner, position=place, up_to=up_to, rate=rate)
            for rule in made
            for place, up_to, rate in ((1, 1000, "0.2"), (2, 5000, "0.15"), (3, None, "0.1"))
        )


@pytest.fixture
def pages(client, hosta, finn, carla):
    """`pages(rules, versions)`: an agreement of that size; path → (person, path)."""

    def make(rules: int, versions: int) -> list[tuple]:
        agreement = make_agreement(hosta)
        counter = counter_draft(agreement, by=finn)
        with pgtrigger.ignore():  # as if they had been agreed long ago
            grow(agreement, rules=rules, versions=versions)
        row = RateRule.objects.filter(version=counter).first()
        one = f"/agreements/{agreement.number}/"
        partner = ["", "versions/1/", "versions/1/words/", "compare/?old=1&new=2", "versions/2/edit/"]
        partner += [f"versions/2/edit/rules/{row.pk}/", "versions/2/edit/rules/new/"]
        staff = ["", "versions/new/", "versions/1/read/", "versions/1/words/", "compare/?old=1&new=2"]
        return [(finn, one + end) for end in partner] + [(carla, f"/staff{one}{end}") for end in staff]

    return make


def queries(client, pages) -> list[tuple[str, int]]:
    asked = []
    for person, path in pages:
        client.force_login(person)
        with CaptureQueriesContext(connection) as context:
            assert client.get(path).status_code == 200, path
        asked.append((re.sub(r"[0-9]{4,}|rules/[0-9]+", "…", path), len(context)))
    return asked


def test_many_rules_and_versions_take_no_more_queries(client, pages):
    few, many = pages(1, 2), pages(12, 6)
    queries(client, few)  # what is asked once per start
    assert queries(client, many) == queries(client, few)
