"""Pages about many rules and versions ask the database no oftener than about few."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import RateRule
from tests.factories.agreements import counter_draft, make_agreement
from tests.factories.large_agreements import grow


@pytest.fixture
def pages(client, hosta, finn, carla):
    """`pages(rules, versions)`: an agreement of that size; path → (person, path)."""

    def make(rules: int, versions: int) -> list[tuple]:
        agreement = make_agreement(hosta)
        counter = counter_draft(agreement, by=finn)
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
