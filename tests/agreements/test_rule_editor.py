"""A rule and its tiers, edited without JavaScript; wrong input is answered beside its field."""

from decimal import Decimal

import pytest

from agreements.models import RateRule, Version
from agreements.terms_document import version_document
from tests.agreements.editor_posts import rule


def test_a_rule_is_written_in_percent(client, carla, draft, editor):
    client.force_login(carla)
    two = ({"up_to": "100000", "rate": "20 %"}, {"up_to": "", "rate": "12.5", "flat": "500"}, {"rate": ""})
    response = client.post(f"{editor}rules/new/", rule(*two, application="search", market="ID"))
    assert response.status_code == 302
    [written] = version_document(Version.objects.get())["rate_rules"]
    assert (written["application"], written["model"], written["market"]) == ("search", "*", "ID")
    assert written["tiers"] == [
        {"up_to": "100000", "rate": "0.2"},
        {"rate": "0.125", "flat": "500"},
    ]


def test_a_price_is_written_as_money(client, carla, draft, editor):
    client.force_login(carla)
    fields = {"charge": "per_unit", "unit": "gpu_hours", "tier_metric": "quantity", "per": "1"}
    assert client.post(f"{editor}rules/new/", rule({"rate": "0.40"}, **fields)).status_code == 302
    [written] = version_document(Version.objects.get())["rate_rules"]
    assert (written["unit"], written["tiers"]) == ("gpu_hours", [{"rate": "0.4"}])


def test_an_edited_rule_shows_what_it_says_and_keeps_its_place(client, carla, draft, editor):
    client.force_login(carla)
    client.post(f"{editor}rules/new/", rule({"up_to": "1000", "rate": "20"}, {"rate": "12.5"}))
    row = RateRule.objects.get()
    page = client.get(f"{editor}rules/{row.pk}/").content.decode()
    assert 'value="12.5"' in page
    assert 'value="1000"' in page
    client.post(f"{editor}rules/{row.pk}/", rule({"rate": "30"}, code="flat"))
    row.refresh_from_db()
    assert (row.code, [tier.rate for tier in row.tiers.all()]) == ("flat", [Decimal("0.3")])


def test_one_more_tier_keeps_what_was_typed(client, carla, draft, editor):
    client.force_login(carla)
    sent = rule({"up_to": "abc", "rate": "20"}, add_tier="1")
    page = client.post(f"{editor}rules/new/", sent).content.decode()
    assert 'name="tiers-1-rate"' in page
    assert 'value="abc"' in page
    assert "Write a number" not in page
    assert not RateRule.objects.exists()


@pytest.mark.parametrize(
    "tiers, fields, words",
    [
        ([{"rate": "NaN"}], {}, "Write a number with the digits"),
        ([{"rate": "1e999"}], {}, "Write a number with the digits"),
        ([{"rate": "٢٠"}], {}, "Write a number with the digits"),
        ([{"rate": "20,5"}], {}, "Write a number with the digits"),
        ([{"rate": "9" * 40}], {}, "at most 30 digits"),
        ([{"rate": "9" * 70}], {}, "at most 60 characters"),
        ([{"rate": "120"}], {}, "share from 0 to 1"),
        ([{"rate": "-1"}], {}, "must not be negative"),
        ([{"rate": "\x00"}], {}, "Null characters"),
        ([{"rate": "20%"}], {"charge": "per_unit", "unit": "requests"}, "Write a number with the digits"),
        ([{"rate": "1"}], {"charge": "per_unit"}, "needs its unit"),
        ([{"rate": "1"}], {"charge": "per_unit", "unit": "requests", "per": "0"}, "more than zero units"),
        ([{"rate": "1"}], {"tier_metric": "quantity"}, "need the unit"),
        ([{"rate": "1"}], {"whole_packages": "on"}, "Whole packages go with a price"),
        ([{"up_to": "5", "rate": "1"}], {}, "must be open above"),
        ([{"up_to": "5", "rate": "1"}, {"up_to": "5", "rate": "2"}, {"rate": "3"}], {}, "ends on or below"),
        ([{"rate": "1"}, {"rate": "2"}], {}, "Only the last tier"),
        ([], {}, "at least one tier"),
        ([{"rate": "1"}], {"code": "a|b"}, "must not hold the character"),
        ([{"rate": "1"}], {"application": "teleportation"}, "Select a valid choice"),
        ([{"rate": "1"}], {"tiers-TOTAL_FORMS": "x"}, "ManagementForm data is missing"),
        ([{"rate": "1"}], {"tiers-TOTAL_FORMS": "9" * 40}, "Please submit at most 200 forms"),
    ],
)
def test_wrong_rules_are_answered_in_words(client, carla, draft, editor, tiers, fields, words):
    client.force_login(carla)
    response = client.post(f"{editor}rules/new/", rule(*tiers, **fields))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not RateRule.objects.exists()


def test_two_rules_of_one_scope_are_refused(client, carla, draft, editor):
    client.force_login(carla)
    client.post(f"{editor}rules/new/", rule({"rate": "20"}))
    response = client.post(f"{editor}rules/new/", rule({"rate": "30"}, code="other"))
    assert "rates just what" in response.content.decode()
