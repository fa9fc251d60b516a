"""The pages that correct an agreement's frame or throw the draft away."""

import pytest
from django.utils import timezone

from agreements.edit_version import edit_version
from agreements.models import Agreement
from tests.factories.agreements import make_agreement, make_draft_agreement
from tests.scenes import scene
from usage.periods.open_period import open_period

FRAME = {
    "title": "Hosting in Brazil",
    "collected_by": "licensor",
    "reporter": "licensor",
    "settlement_currency": "BRL",
    "period_length": "month",
    "time_zone": "UTC",
    "starts_date": "2026-01-01",
    "ends_date": "",
}


@scene
def agreement(hosta) -> Agreement:
    return make_draft_agreement(hosta)


@scene
def pages(agreement) -> str:
    return f"/staff/agreements/{agreement.number}/"


def test_contracts_corrects_the_frame(client, carla, hosta, agreement, pages):
    client.force_login(carla)
    form = client.get(f"{pages}edit/").content.decode()
    assert 'value="Hosting by Host A"' in form
    assert '<option value="USD" selected>' in form
    answer = client.post(f"{pages}edit/", {**FRAME, "partner": hosta.pk}, follow=True)
    assert answer.redirect_chain == [(pages, 302)]
    assert "Saved." in answer.content.decode()
    agreement.refresh_from_db()
    assert (agreement.title, agreement.settlement_currency) == ("Hosting in Brazil", "BRL")


@pytest.mark.parametrize(
    "field, value, words",
    [
        ("partner", "9" * 30, "Select a valid choice"),
        ("partner", "", "This field is required"),
        ("settlement_currency", "XXX", "Select a valid choice"),
        ("time_zone", "../etc", "Select a valid choice"),
        ("starts_date", "2026-02-30", "Enter a valid date"),
        ("starts_date", "9999-12-31", "Enter a valid date"),
        ("starts_date", "0026-01-01", "Enter a valid date"),
        ("ends_date", "2026-01-01", "would end before it begins"),
        ("collected_by", "nobody", "Select a valid choice"),
        ("title", "\x00", "Null characters are not allowed"),
        ("title", "x" * 201, "at most 200 characters"),
    ],
)
def test_a_wrong_frame_is_refused_in_words(client, carla, hosta, agreement, pages, field, value, words):
    client.force_login(carla)
    answer = client.post(f"{pages}edit/", {**FRAME, "partner": hosta.pk, field: value})
    assert words in answer.content.decode()
    agreement.refresh_from_db()
    assert agreement.settlement_currency == "USD"


def test_a_copy_that_no_longer_fits_the_frame_is_refused_in_words(client, carla, agreement, pages):
    """The currency has no decimals any more; the threshold of the draft to copy has."""
    draft = agreement.versions.get()
    terms = {"from": "2026-01-01", "base": "net_revenue", "payout_threshold": "10.50"}
    edit_version(version=draft, terms=terms, by=carla)
    Agreement.objects.update(settlement_currency="JPY")
    client.force_login(carla)
    answer = client.post(f"{pages}versions/new/", {"from_date": "2026-07-01", "copy_of": draft.pk})
    assert "payout_threshold" in answer.content.decode()
    assert agreement.versions.count() == 1


def test_what_periods_rest_on_is_said_beside_its_field(client, carla, hosta, agreement, pages):
    open_period(agreement=agreement, label="2026-02")
    client.force_login(carla)
    page = client.post(f"{pages}edit/", {**FRAME, "partner": hosta.pk, "starts_date": "2026-02-01"})
    assert "rest on this already" in page.content.decode()
    page = client.get(pages).content.decode()
    assert "cannot be discarded" in page
    assert f"{pages}discard/" not in page
    answer = client.get(f"{pages}discard/", follow=True)
    assert answer.redirect_chain == [(pages, 302)]


def test_the_draft_of_a_suspended_partner_keeps_it(client, carla, hosta, agreement, pages):
    hosta.suspended_at = timezone.now()
    hosta.save()
    client.force_login(carla)
    assert client.post(f"{pages}edit/", {**FRAME, "partner": hosta.pk}).status_code == 302


def test_contracts_discards_after_a_question(client, carla, agreement, pages):
    client.force_login(carla)
    assert f"Discard {agreement.number}?" in client.get(f"{pages}discard/").content.decode()
    assert Agreement.objects.exists()
    answer = client.post(f"{pages}discard/", follow=True)
    assert answer.redirect_chain == [("/staff/agreements/", 302)]
    assert f"{agreement.number} is discarded." in answer.content.decode()
    assert not Agreement.objects.exists()
    assert client.post(f"{pages}discard/").status_code == 404


@pytest.mark.parametrize("part, words", [("edit", "is in force"), ("discard", "Only a draft")])
def test_an_active_agreement_is_refused_with_a_sentence(client, carla, hosta, part, words):
    active = make_agreement(hosta)
    client.force_login(carla)
    url = f"/staff/agreements/{active.number}/"
    for method in (client.get, client.post):
        answer = method(f"{url}{part}/", follow=True)
        assert answer.redirect_chain == [(url, 302)]
        assert words in answer.content.decode()
    assert Agreement.objects.get().title == active.title


@pytest.mark.parametrize("part", ["edit/", "discard/"])
@pytest.mark.parametrize(
    "who, status", [("adam", 403), ("april", 403), ("oscar", 403), ("vera", 404), ("ruth", 404)]
)
def test_both_are_for_contracts(client, request, pages, part, who, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(f"{pages}{part}").status_code == status
    assert client.post(f"{pages}{part}", FRAME).status_code == status
    assert Agreement.objects.get().settlement_currency == "USD"


def test_the_agreement_s_page_offers_them_or_says_why_not(client, carla, april, hosta, pages):
    active = f"/staff/agreements/{make_agreement(hosta).number}/"
    for who, url, offered, words in [
        (carla, pages, True, ""),
        (april, pages, False, "Only people with the role Contracts"),
        (carla, active, False, "This agreement is in force, so its frame stays as it is"),
        (april, active, False, ""),
    ]:
        client.force_login(who)
        page = client.get(url).content.decode()
        assert (f'href="{url}edit/"' in page, f'href="{url}discard/"' in page) == (offered, offered)
        assert words in page
        assert ("Only people with" in page) == (who is april and url == pages)
