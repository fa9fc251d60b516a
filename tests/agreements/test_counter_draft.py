"""The same editor for a partner's counter-draft: for its signatories and administrators alone."""

import pytest

from agreements.models import Agreement, RateRule, Version
from tests.agreements.editor_posts import header, rule
from tests.factories.agreements import make_agreement
from tests.scenes import scene


@scene
def counter(hosta, finn) -> Version:
    """Host A's own draft of version 2, which finn may write."""
    agreement = make_agreement(hosta)
    return Version.objects.create(
        agreement=agreement,
        partner=hosta,
        number=2,
        from_date="2026-12-01",
        party=Agreement.Party.PARTNER,
        prepared_by=finn,
        editor_ids=[finn.pk],
    )


@scene
def desk(counter) -> str:
    return f"/agreements/{counter.agreement.number}/versions/2/edit/"


def test_a_signatory_writes_rules_and_limits(client, finn, counter, desk):
    client.force_login(finn)
    made = client.post(f"{desk}rules/new/", rule({"up_to": "1000", "rate": "25"}, {"rate": "20"}))
    assert made.url == desk
    assert client.post(desk, header(from_date="2026-12-01", payout_threshold="5")).url == desk
    assert f'href="{desk}"' in client.get(desk.removesuffix("edit/")).content.decode()
    page = client.get(desk).content.decode()
    assert f'href="{desk}rules/new/"' in page
    assert "/staff/" not in page
    counter.refresh_from_db()
    assert counter.payout_threshold == 5
    assert counter.rules.get().tiers.count() == 2


def test_a_signatory_removes_a_rule(client, finn, counter, desk):
    client.force_login(finn)
    client.post(f"{desk}rules/new/", rule({"rate": "25"}))
    row = RateRule.objects.get(version=counter)
    assert client.post(f"{desk}rules/{row.pk}/remove/").url == desk
    assert not counter.rules.exists()


@pytest.mark.parametrize("end", ["", "rules/new/", "rules/try/"])
def test_others_are_told_why_not_and_a_rival_finds_nothing(client, vera, ruth, carla, counter, desk, end):
    for person, status in ((vera, 403), (ruth, 404), (carla, 404)):
        client.force_login(person)
        assert client.get(desk + end).status_code == client.post(desk + end).status_code == status


def test_staff_find_nothing_of_the_partner_s_draft(client, carla, counter):
    client.force_login(carla)
    assert client.get(f"/staff/agreements/{counter.agreement.number}/versions/2/").status_code == 404


def test_the_licensor_s_draft_stays_unseen(client, finn, counter, desk):
    Version.objects.filter(pk=counter.pk).update(party=Agreement.Party.LICENSOR)
    client.force_login(finn)
    for path in (desk, f"/agreements/{counter.agreement.number}/versions/2/"):
        assert client.get(path).status_code == 404


def test_what_is_in_force_is_not_edited(client, finn, counter, desk):
    client.force_login(finn)
    assert client.get(desk.replace("versions/2", "versions/1")).status_code == 404
