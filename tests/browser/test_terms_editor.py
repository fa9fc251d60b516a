"""The tier editor before a screen: the example follows what is typed, and a keyboard is enough."""

import pytest

from agreements.models import RateRule
from tests.factories.agreements import counter_draft, make_agreement, make_draft_agreement, make_terms, share

PATIENCE = 10_000


@pytest.fixture
def editor(live_server, hosta, carla) -> str:
    number = make_draft_agreement(hosta, by=carla).number
    return f"/staff/agreements/{number}/versions/1/"


def test_the_example_follows_what_is_typed(visit, check_page, editor, carla):
    page = visit(f"{editor}rules/new/", carla)
    page.locator("[name=tiers-0-rate]").press_sequentially("20")
    page.get_by_text("$2,000.00").first.wait_for(timeout=PATIENCE)
    page.locator("[name=example_revenue]").fill("500")
    page.get_by_text("$100.00").first.wait_for(timeout=PATIENCE)
    page.get_by_label("What is charged").select_option("per_unit")
    page.get_by_text("Price in USD").wait_for(timeout=PATIENCE)
    assert page.locator("[name=tiers-0-rate]").input_value() == "20", "nothing typed is lost"
    check_page(page)
    assert not RateRule.objects.exists()


def test_tiers_are_entered_by_the_keyboard_alone(visit, check_page, editor, carla):
    page = visit(f"{editor}rules/new/", carla)
    page.get_by_label("Id", exact=True).fill("default")
    page.locator("[name=tiers-0-rate]").focus()
    page.keyboard.type("20")
    for key in ("Tab", "Tab"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.name") == "add_tier"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "tiers-0-up_to", "the first tier gets its end"
    page.keyboard.type("1000")
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "tiers-1-rate"
    page.keyboard.type("15")
    page.locator("#above-1", has_text="1,000").wait_for(timeout=PATIENCE)
    check_page(page)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tiers = RateRule.objects.get().tiers.values_list("up_to", "rate")
    assert [(up_to and int(up_to), f"{rate:.2f}") for up_to, rate in tiers] == [
        (1000, "0.20"),
        (None, "0.15"),
    ]


def test_enter_in_an_unfinished_rule_loses_nothing(visit, editor, carla):
    page = visit(f"{editor}rules/new/", carla)
    page.get_by_label("Id", exact=True).fill("default")
    page.locator("[name=tiers-0-rate]").fill("twenty")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("[name=tiers-0-rate]").input_value() == "twenty"


def test_reading_and_comparing(live_server, visit, check_page, hosta, finn, carla):
    terms = [
        make_terms("2026-01-01", share(("1000", "0.2"), "0.1", accumulate="year"), to="2026-07-01"),
        make_terms(
            "2026-07-01",
            share("0.3", accumulate="year"),
            share("0.4", id="search", application="search"),
            number=2,
        ),
    ]
    agreement = make_agreement(hosta, terms=terms)
    counter_draft(agreement, by=finn)
    one = f"/agreements/{agreement.number}/"
    for end in ("", "versions/1/", "versions/1/words/", "compare/?old=1&new=2", "versions/3/edit/"):
        check_page(visit(one + end, finn, theme="dark"))
    check_page(visit(f"{one}versions/3/edit/rules/new/", finn, language="ar"))
    page = visit(f"{one}versions/1/", finn)
    page.locator("summary", has_text="Worked example").click()
    page.get_by_text("Earned in this example").wait_for(timeout=PATIENCE)
    check_page(page)
    check_page(visit(f"/staff{one}versions/1/read/", carla))
    check_page(visit("/staff/agreements/templates/", carla))
