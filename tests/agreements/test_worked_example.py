"""The worked example: the engine's figures for what is typed, and nothing written."""

from decimal import Decimal

import pytest

from agreements.access import versions_with_rules
from agreements.example.example_words import example_words
from agreements.example.worked_example import Volume, usual_volume, worked_example
from agreements.models import RateRule
from portal.audit.models import AuditEvent
from tests.agreements.editor_posts import rule
from tests.factories.agreements import make_agreement, make_terms, price, share

TWO = (("100000", "0.20"), "0.15")
GPU = {"unit": "gpu_hours", "tier_metric": "quantity"}


def tried(hosta, terms, **volume):
    return worked_example(
        agreement=make_agreement(hosta), base="net_revenue", rule=terms, volume=Volume(**volume)
    )


@pytest.mark.parametrize(
    "terms, volume, earned",
    [
        (share("0.2"), {"revenue": "1000"}, "200"),
        (share(*TWO), {"revenue": "150000"}, "27500"),
        (share(*TWO, accumulate="year"), {"revenue": "20000", "before": "90000"}, "3500"),
        (share(*TWO), {"revenue": "20000", "before": "90000"}, "4000"),
        (
            share(*TWO, tier_mode="volume", accumulate="year"),
            {"revenue": "20000", "before": "90000"},
            "-1500",
        ),
        (price(("10", "2"), "1", **GPU), {"quantity": "15"}, "25"),
        (price("3", per="10", whole_packages=True, **GPU), {"quantity": "15"}, "6"),
        (share("0.2", application="search", market="ID"), {"revenue": "-10"}, "-2"),
        (share(*TWO), {}, "0"),
    ],
)
def test_the_engine_settles_the_volume(hosta, terms, volume, earned):
    assert tried(hosta, terms, **volume).earned == Decimal(earned)


def test_each_tier_s_part_is_shown_with_its_sum(hosta):
    shown = example_words(tried(hosta, share(*TWO, accumulate="year"), revenue="20000", before="90000"))
    plain = [[str(cell).replace("<bdi>", "").replace("</bdi>", "") for cell in row] for row in shown.tiers]
    assert plain == [
        ["the first $100,000.00", "($100,000.00 − $90,000.00) × 20%", "$2,000.00"],
        ["above $100,000.00", "$10,000.00 × 15%", "$1,500.00"],
    ]
    assert "17.5%" in shown.rate
    assert "$3,500.00" in shown.earned


def test_the_usual_volume_reaches_the_second_tier():
    assert usual_volume(share(*TWO)).revenue == "150000"
    assert usual_volume(price(("10", "2"), "1", **GPU)).quantity == "15"
    assert usual_volume(share("0.2")).revenue == "10000"


def test_typing_recomputes_and_writes_nothing(client, carla, draft, editor):
    client.force_login(carla)
    events = AuditEvent.objects.count()
    sent = rule({"up_to": "1000", "rate": "20"}, {"rate": "10"}, code="", example_revenue="1500")
    page = client.post(f"{editor}rules/try/", sent).content.decode()
    assert "$250.00" in page
    assert 'id="above-1" hx-swap-oob="true"><bdi>1,000</bdi>' in page
    assert "Percent" in page
    sent |= {"charge": "per_unit", "unit": "gpu_hours", "tier_metric": "quantity", "example_quantity": "1001"}
    page = client.post(f"{editor}rules/try/", sent).content.decode()
    assert "$20,010.00" in page
    assert "Price in USD" in page
    assert AuditEvent.objects.count() == events
    assert not RateRule.objects.exists()


@pytest.mark.parametrize(
    "tiers, fields, words",
    [
        ([{"up_to": "10", "rate": ""}, {"rate": "20"}], {}, "as soon as the rule is complete"),
        ([{"up_to": "10", "rate": "2"}], {}, "must be open above"),
        ([{"rate": "abc"}], {}, "as soon as the rule is complete"),
        ([{"rate": "2"}], {"charge": "per_unit"}, "needs its unit"),
        ([{"rate": "2"}], {"charge": "\x00"}, "as soon as the rule is complete"),
        ([{"rate": "2"}], {"tiers-TOTAL_FORMS": "x"}, "as soon as the rule is complete"),
        ([{"rate": "2"}], {"example_revenue": "much"}, "Write a number with the digits"),
        ([{"rate": "2"}], {"example_revenue": "9" * 31}, "at most 30 digits"),
        ([], {}, "as soon as the rule is complete"),
    ],
)
def test_what_is_not_whole_is_answered_in_words(client, carla, draft, editor, tiers, fields, words):
    client.force_login(carla)
    response = client.post(f"{editor}rules/try/", rule(*tiers, **fields))
    assert response.status_code == 200
    assert words in response.content.decode()


def test_without_scripts_a_button_computes(client, carla, draft, editor):
    client.force_login(carla)
    sent = rule({"rate": "20"}, example_revenue="50", show_example="1")
    assert "$10.00" in client.post(f"{editor}rules/new/", sent).content.decode()
    assert not RateRule.objects.exists()


def test_a_tier_is_removed_at_once_and_the_others_stay(client, carla, draft, editor):
    client.force_login(carla)
    three = ({"up_to": "10", "rate": "1"}, {"up_to": "20", "rate": "2"}, {"rate": "3"})
    page = client.post(f"{editor}rules/new/", rule(*three, remove_tier="1")).content.decode()
    assert 'name="tiers-TOTAL_FORMS" value="2"' in page
    assert 'value="1"' in page
    assert 'name="tiers-1-rate" value="3"' in page
    assert "tiers-1-up_to" not in page, "the last tier has no end to type"
    page = client.post(f"{editor}rules/new/", rule(*three, remove_tier="2")).content.decode()
    assert 'name="tiers-1-rate" value="2"' in page


@pytest.mark.parametrize("who", ["vera", "carla"])
def test_a_rule_of_a_version_is_tried_by_readers(client, request, hosta, who):
    person = request.getfixturevalue(who)
    agreement = make_agreement(hosta, terms=[make_terms("2026-01-01", share(*TWO))])
    row = versions_with_rules(agreement).get().rules.get()
    place = "/staff" if who == "carla" else ""
    client.force_login(person)
    url = f"{place}/agreements/{agreement.number}/versions/1/rules/{row.pk}/example/"
    assert "$27,500.00" in client.get(url).content.decode()
    asked = client.get(f"{url}?example_revenue=10&example_quantity=&example_before=")
    assert "$2.00" in asked.content.decode()
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "$27,500.00" in part
