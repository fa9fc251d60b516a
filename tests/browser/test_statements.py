"""A statement with its files, its acceptance and its correction, in either direction and theme."""

import pytest

from settlements.corrections.approve_correction import approve_correction
from settlements.corrections.models import Correction
from settlements.corrections.propose_correction import propose_correction
from settlements.statements.models import Statement
from tests.factories.accounts import make_member
from tests.settlements.disputes.steps import agreed, issued


@pytest.fixture
def october(live_server, hosta, fiona) -> Statement:
    """The second one, so that it says why it changed."""
    agreement = agreed(hosta)
    issued(agreement, fiona, "1000.00", "500.00")
    return issued(agreement, fiona, "2000.00", label="2026-10")


@pytest.fixture
def correction(october, fiona) -> Correction:
    reason = "We counted a day twice."
    return propose_correction(
        by=fiona, statement=october, line=october.lines.get(), amount=-october.due_now / 8, reason=reason
    )


@pytest.mark.parametrize("language, theme, width", [("en", "light", 1280), ("ar", "dark", 320)])
def test_the_statement_and_its_files(october, visit, check_page, hosta, language, theme, width):
    sigrid = make_member("sigrid@hosta.example", "Sigrid Signs", hosta, "signatory")
    one = f"/statements/{october.number}/"
    for path in (one, f"{one}accept/", "/help/"):
        check_page(visit(path, sigrid, language=language, theme=theme, width=width))
    page = visit(one, sigrid, language=language, theme=theme, width=width)
    with page.expect_download() as asked:
        page.locator("a[href$='bundle.zip']").first.click()
    assert asked.value.suggested_filename == f"{october.number}.zip"


@pytest.mark.parametrize("language, theme, width", [("en", "light", 1280), ("ar", "dark", 320)])
def test_a_correction(correction, visit, check_page, fiona, april, vera, language, theme, width):
    look = {"language": language, "theme": theme, "width": width}
    one = f"/staff/corrections/{correction.number}/"
    for path, person in (
        (f"/staff/statements/{correction.statement.number}/correct/?line=1", fiona),
        ("/staff/corrections/", april),
        (one, april),
        (f"{one}drop/", april),
        ("/staff/", april),
    ):
        check_page(visit(path, person, **look))
    approve_correction(correction=correction, by=april)
    check_page(visit(f"/corrections/{correction.number}/", vera, **look))


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_on_a_phone_no_number_is_cut_and_the_amounts_are_seen(october, visit, vera, language):
    """A quantity cut by the column of amounts would be another quantity."""
    page = visit(f"/statements/{october.number}/", vera, language=language, width=320)
    row = page.locator(".lines tbody tr:not(.group)").first
    amount, quantity = row.locator("td").last.bounding_box(), row.locator("td").first.bounding_box()
    if language == "ar":
        assert quantity["x"] + quantity["width"] <= amount["x"] + amount["width"] + 1
    else:
        assert quantity["x"] >= amount["x"] - 1
    due = page.locator("#money tbody td.number").first.bounding_box()
    for seen in (amount, due):
        assert seen["x"] >= 0
        assert seen["x"] + seen["width"] <= 320
