"""More than fifty rules: the first fifty, a link to all; every one where somebody decides."""

import pytest
from django.urls import reverse

from agreements.version_shown import FIRST
from tests.factories.agreements import counter_draft, make_agreement
from tests.factories.large_agreements import grow

FOLDED = "Show all <bdi>51</bdi> rules"
LAST = "r049"  # of 51: the default rule, then r000 to r049


def rule_heads(page: str) -> int:
    return page.count('class="code">')


@pytest.fixture
def agreement_of(hosta):
    def make(rules: int):
        agreement = make_agreement(hosta)
        grow(agreement, rules=rules - 1, versions=0)
        return agreement

    return make


@pytest.fixture(params=["agreement", "staff_agreement", "version", "staff_version"])
def page_of(request, client, finn, carla):
    """The text of each page that tells a version's rules, for its reader."""
    staff, one = request.param.startswith("staff_"), request.param.endswith("version")

    def read(agreement, asked: str = "") -> str:
        client.force_login(carla if staff else finn)
        args = [agreement.number, 1] if one else [agreement.number]
        return client.get(reverse(request.param, args=args) + asked).text

    return read


def test_fifty_rules_are_all_there(page_of, agreement_of):
    page = page_of(agreement_of(FIRST))
    assert rule_heads(page) == FIRST
    assert "rules=all" not in page


def test_of_more_the_first_fifty_and_a_link_to_all(page_of, agreement_of):
    page = page_of(agreement_of(FIRST + 1))
    assert rule_heads(page) == FIRST
    assert LAST not in page
    assert "The first <bdi>50</bdi> of <bdi>51</bdi> rules are shown." in page
    assert FOLDED in page
    assert 'href="?rules=all#version-1-others"' in page


def test_the_link_shows_every_rule(page_of, agreement_of):
    page = page_of(agreement_of(FIRST + 1), "?rules=all")
    assert rule_heads(page) == FIRST + 1
    assert LAST in page
    assert 'id="version-1-others" tabindex="-1"' in page
    assert FOLDED not in page


def test_the_editor_links_all_rules_too(client, hosta, finn):
    agreement = make_agreement(hosta)
    draft = counter_draft(agreement, by=finn)
    grow(agreement, rules=FIRST, versions=0)
    client.force_login(finn)
    editor = reverse("partner_edit_version", args=[agreement.number, draft.number])
    page, whole = client.get(editor).text, client.get(f"{editor}?rules=all").text
    assert [each.count("<tr>\n          <th") for each in (page, whole)] == [FIRST, FIRST + 1]
    assert FOLDED in page
    assert LAST not in page
    assert LAST in whole
    assert whole.count('id="other-rules"') == 1
    assert FOLDED not in whole


def test_the_page_that_decides_tells_every_rule(client, agreement_of, carla):
    agreement = agreement_of(FIRST + 1)
    client.force_login(carla)
    page = client.get(reverse("approve_version", args=[agreement.number, 1])).text
    assert rule_heads(page) == FIRST + 1
    assert LAST in page
