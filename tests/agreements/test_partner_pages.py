"""What a partner sees of its agreements, and a rival does not."""

import json
from datetime import date

import pytest

from agreements.draft_version import draft_version
from agreements.terms_document import terms_document
from tests.agreements.test_terms_round_trip import FORMULA_EXAMPLE
from tests.factories.agreements import (
    make_agreement,
    make_contribution,
    make_draft_agreement,
    make_terms,
    preparer,
    share,
)
from tests.scenes import scene


@scene
def agreement(hosta):
    return make_agreement(hosta, terms=FORMULA_EXAMPLE, title="Hosting in Indonesia")


def text_of(client, user, url):
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_list_has_what_is_in_force_only(client, vera, hosta, agreement):
    draft = make_draft_agreement(hosta)
    page = text_of(client, vera, "/agreements/")
    assert agreement.number in page
    assert draft.number not in page


def test_an_empty_list_says_what_comes(client, vera):
    assert "No agreement yet" in text_of(client, vera, "/agreements/")


def test_the_terms_are_readable(client, vera, agreement):
    make_contribution(agreement, from_date=date(2026, 3, 1), points="0.01")
    page = text_of(client, vera, f"/agreements/{agreement.number}/")
    for words in [
        "You will receive",
        "<bdi>Model Owner Inc.</bdi> collects the revenue from end customers and owes you a share of it.",
        "Hosting in Indonesia",
        "Everything",
        "Search · all models · Indonesia",
        "$100,000.00",
        "and above",
        "20%",
        "15%",
        "$500.00",
        "$0.40",
        "per calendar year",
        "$10,000.00</bdi> per calendar quarter",
        "$50,000.00</bdi>, recouped from <bdi>50%",
        "Withholding tax",
        "Rate of the period&#x27;s last day",
        "<bdi>1% on the share</bdi>",
        "Nobody yet.",
    ]:
        assert words in page, words


def test_who_collects_owes(client, vera, hosta):
    agreement = make_agreement(hosta, collected_by="partner")
    page = text_of(client, vera, f"/agreements/{agreement.number}/")
    assert (
        "You collect the revenue from end customers and owe <bdi>Model Owner Inc.</bdi> a share of it."
        in page
    )
    assert "Withholding tax" not in page


def test_drafts_do_not_show(client, vera, agreement):
    draft_version(agreement=agreement, from_date=date(2026, 7, 1), by=preparer())
    page = text_of(client, vera, f"/agreements/{agreement.number}/")
    assert "Version 1" in page
    assert "Version 2" not in page


def test_the_terms_come_as_a_file(client, vera, agreement):
    client.force_login(vera)
    response = client.get(f"/agreements/{agreement.number}/terms.json")
    assert response["Content-Disposition"] == f'attachment; filename="{agreement.number}-terms.json"'
    assert json.loads(response.content) == terms_document(agreement=agreement)


def test_a_rival_and_staff_find_nothing_here(client, ruth, adam, hosta, agreement):
    hidden = make_draft_agreement(hosta)
    for user in (ruth, adam):
        client.force_login(user)
        for number in (agreement.number, hidden.number, "AGR-2026-9999"):
            assert client.get(f"/agreements/{number}/").status_code == 404
            assert client.get(f"/agreements/{number}/terms.json").status_code == 404


@pytest.mark.parametrize("number", ["AGR-2026-1' OR 1", "agr-2026-0001", "%D9%A1"])
def test_strange_numbers_are_no_page(client, vera, agreement, number):
    client.force_login(vera)
    assert client.get(f"/agreements/{number}/").status_code == 404


def test_strangers_are_sent_to_log_in(client, agreement):
    response = client.get(f"/agreements/{agreement.number}/")
    assert (response.status_code, "/account/login/" in response["Location"]) == (302, True)


def test_the_partner_sees_who_of_staff_looked(client, vera, carla, agreement):
    client.force_login(carla)
    client.get(f"/staff/agreements/{agreement.number}/")
    page = text_of(client, vera, f"/agreements/{agreement.number}/")
    assert "The latest look" in page
    assert "Carla Contracts" in page


def test_many_rules_take_no_more_queries(client, vera, hosta, django_assert_max_num_queries):
    markets = ["DE", "FR", "IT", "ES", "PL", "NL", "BE", "AT", "SE", "DK", "FI", "NO", "JP", "IN", "BR"]
    rules = [
        share("0.2", id=f"{application}-{market}", application=application, market=market)
        for market in markets
        for application in ("search", "accessibility")
    ]
    agreement = make_agreement(hosta, terms=[make_terms("2026-01-01", *rules)])
    client.force_login(vera)
    with django_assert_max_num_queries(38):
        assert client.get(f"/agreements/{agreement.number}/").status_code == 200
