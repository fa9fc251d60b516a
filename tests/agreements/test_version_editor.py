"""A version's limits and rights, edited without JavaScript, then approved by another person."""

import re
from datetime import date

import pytest

from agreements.models import RateRule, Version
from agreements.terms_document import terms_document, version_document
from tests.agreements.editor_posts import header, rule
from tests.factories.agreements import make_agreement, make_terms, share


def looked_at(page: str) -> dict[str, str]:
    """What the page of an approval sends back of the terms it showed."""
    return {"fingerprint": re.search('name="fingerprint" value="([0-9a-f]{64})"', page)[1]}


def test_limits_and_exclusive_rights_are_saved(client, carla, draft, editor):
    client.force_login(carla)
    grant = {"application": "search", "from_date": "2026-01-01", "uplift": "2", "code": "x1"}
    limits = {"guarantee_amount": "10000.00", "cap_amount": "250000", "advance_amount": "50000"}
    rates = {"advance_recoup_rate": "50", "withholding_rate": "10%", "contribution_points_cap": "3"}
    assert client.post(editor, header(grant, **limits, **rates)).status_code == 302
    written = version_document(Version.objects.get())
    assert written["minimum_guarantee"] == {"amount": "10000", "per": "quarter"}
    assert written["cap"] == {"amount": "250000", "per": "year"}
    assert written["advance"] == {"amount": "50000", "recoup_rate": "0.5"}
    assert (written["withholding_rate"], written["contribution_points_cap"]) == ("0.1", "0.03")
    assert [(row["application"], row["uplift"]) for row in written["exclusivity"]] == [("search", "0.02")]
    client.post(editor, header({**grant, "DELETE": "on"}))
    assert version_document(Version.objects.get()).keys().isdisjoint({"exclusivity", "cap", "advance"})


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"cap_amount": "1.001"}, "has 2 decimals"),
        ({"cap_amount": "-1"}, "must not be negative"),
        ({"cap_amount": "1e5"}, "Write a number"),
        ({"cap_amount": "1", "cap_per": "decade"}, "Select a valid choice"),
        ({"guarantee_amount": "1", "guarantee_per": "term"}, "Select a valid choice"),
        ({"withholding_rate": "101"}, "between 0 and 1"),
        ({"from_date": "soon"}, "Enter a valid date"),
        ({"base": ""}, "This field is required"),
    ],
)
def test_wrong_limits_are_answered_in_words(client, carla, draft, editor, fields, words):
    client.force_login(carla)
    response = client.post(editor, header(**fields))
    assert response.status_code == 422
    assert words in response.content.decode()


def test_wrong_rights_are_answered_beside_the_row(client, carla, draft, editor):
    client.force_login(carla)
    wrong = {"from_date": "2026-02-01", "to_date": "2026-01-01", "uplift": "-200", "code": "x"}
    page = client.post(editor, header(wrong)).content.decode()
    assert "on or before it begins" in page
    assert "must not be below -1" in page
    more = client.post(editor, header(wrong, add_grant="1")).content.decode()
    assert 'name="grants-1-code"' in more


def test_a_rule_is_removed_and_a_draft_discarded(client, carla, draft, editor):
    client.force_login(carla)
    client.post(f"{editor}rules/new/", rule({"rate": "20"}))
    row = RateRule.objects.get()
    assert "Remove rule default?" in client.get(f"{editor}rules/{row.pk}/remove/").content.decode()
    client.post(f"{editor}rules/{row.pk}/remove/")
    assert not RateRule.objects.exists()
    assert client.get(f"{editor}discard/").status_code == 200
    client.post(f"{editor}discard/")
    assert not Version.objects.exists()


def test_a_second_person_reads_and_approves_and_a_signatory_accepts(
    client, carla, april, finn, draft, editor
):
    client.force_login(carla)
    client.post(f"{editor}rules/new/", rule({"rate": "20"}))
    client.post(f"{editor}propose/")
    page = client.get(f"{editor}approve/").content.decode()
    assert "You worked on this version." in page
    assert "Approve these terms" not in page
    assert client.post(f"{editor}approve/").status_code == 403
    client.force_login(april)
    page = client.get(f"{editor}approve/").content.decode()
    assert "20%" in page
    assert "Approve these terms" in page
    assert client.post(f"{editor}approve/", looked_at(page)).status_code == 302
    assert terms_document(agreement=draft.agreement) == []
    own = editor.removeprefix("/staff")
    client.force_login(finn)
    page = client.get(f"{own}accept/").content.decode()
    assert "20%" in page
    assert client.post(f"{own}accept/", looked_at(page)).status_code == 302
    assert len(terms_document(agreement=draft.agreement)) == 1


def test_terms_changed_since_they_were_looked_at_are_not_approved(client, carla, april, draft, editor):
    client.force_login(carla)
    client.post(f"{editor}rules/new/", rule({"rate": "20"}))
    client.post(f"{editor}propose/")
    client.force_login(april)
    page = client.get(f"{editor}approve/").content.decode()
    client.force_login(carla)
    client.post(f"{editor}take-back/")
    client.post(f"{editor}rules/{RateRule.objects.get().pk}/", rule({"rate": "99"}))
    client.post(f"{editor}propose/")
    client.force_login(april)
    for seen in (looked_at(page), {}):
        response = client.post(f"{editor}approve/", seen)
        assert (response.status_code, "changed since you looked" in response.content.decode()) == (422, True)
    assert terms_document(agreement=draft.agreement) == []
    assert client.post(f"{editor}approve/", looked_at(response.content.decode())).status_code == 302


def test_what_cannot_be_proposed_says_why(client, carla, draft, editor):
    client.force_login(carla)
    response = client.post(f"{editor}propose/")
    assert (response.status_code, "no rate rules" in response.content.decode()) == (422, True)


def test_a_version_in_force_has_no_editor(client, carla, hosta):
    agreement = make_agreement(hosta, terms=[make_terms("2026-01-01", share("0.2"))])
    client.force_login(carla)
    base = f"/staff/agreements/{agreement.number}/versions/1/"
    before = terms_document(agreement=agreement)
    for part in ("", "rules/new/"):
        assert "never edited" in client.get(base + part, follow=True).content.decode()
    row = RateRule.objects.get()
    client.post(f"{base}rules/{row.pk}/remove/")
    client.post(f"{base}discard/")
    client.post(base, header())
    client.post(f"{base}rules/{row.pk}/", rule({"rate": "99"}))
    assert terms_document(agreement=agreement) == before


@pytest.mark.parametrize("part", ["versions/99999999999999999999/", "versions/1/rules/99999999999999999999/"])
def test_rows_that_are_not_there_are_no_page(client, carla, draft, part):
    client.force_login(carla)
    assert client.get(f"/staff/agreements/{draft.agreement.number}/{part}").status_code == 404
    assert draft.from_date == date(2026, 1, 1)
