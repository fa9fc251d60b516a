"""Without a mouse: a partner reads and accepts a statement, staff bring a run to its approver."""

import pytest

from settlements.runs.models import SettlementRun
from settlements.statements.models import Statement
from tests.browser.keys import Keys
from tests.factories.accounts import make_member
from tests.factories.agreements import make_agreement
from tests.factories.usage import submitted_report
from tests.settlements.disputes.steps import agreed, issued
from tests.settlements.runs.steps import settled_run

SEPTEMBER, OCTOBER = "2026-09", "2026-10"


@pytest.fixture
def statement(live_server, hosta, fiona) -> Statement:
    return issued(agreed(hosta), fiona, "1000.00", "500.00")


@pytest.fixture
def run(statement, rival, fiona) -> SettlementRun:
    """October in review: three times September's for Host A, and nothing from Rival Cloud yet."""
    late = make_agreement(rival, reporter="partner", starts=f"{OCTOBER}-01")
    row = {"usage_date": f"{OCTOBER}-05", "gross_revenue": "4500"}
    submitted_report(statement.agreement, OCTOBER, [row])
    return settled_run(OCTOBER, fiona, statement.agreement, late)


@pytest.mark.parametrize("language, theme, width", [("en", "light", 1280), ("ar", "dark", 320)])
def test_focus_is_seen_in_every_look(run, statement, visit, hosta, fiona, language, theme, width):
    """Every stop of the two pages with the most on them."""
    sigrid = make_member("sigrid@hosta.example", "Sigrid Signs", hosta, "signatory")
    for path, person in ((f"/statements/{statement.number}/", sigrid), (f"/staff/runs/{run.pk}/", fiona)):
        page = visit(path, person, language=language, theme=theme, width=width)
        Keys(page).go_to(page.locator("main a, main button, main summary").last)


def test_a_partner_reads_and_accepts_a_statement(statement, visit, check_page, hosta):
    sigrid = make_member("sigrid@hosta.example", "Sigrid Signs", hosta, "signatory")
    page = visit("/statements/", sigrid)
    keys = Keys(page)
    keys.follow(statement.number)

    keys.press("link", "Skip to the content")
    first = page.locator(".line-steps details").first
    keys.go_to(first.locator("summary"))
    page.keyboard.press("Space")
    first.get_by_role("heading", name="Amount of this line").wait_for()
    check_page(page)
    keys.follow("Source rows and stored steps of this line")
    assert page.get_by_role("heading", name="How was this calculated?").is_visible()
    page.go_back()

    keys.go_to(page.locator("a[href$='bundle.zip']").first)
    with page.expect_download() as asked:
        page.keyboard.press("Enter")
    assert asked.value.suggested_filename == f"{statement.number}.zip"

    page.reload()
    keys.follow("Accept")
    keys.press("button", "Accept")
    page.get_by_text("The statement is accepted and final.").wait_for()


def test_staff_bring_a_run_to_its_approver(run, visit, check_page, fiona):
    page = visit("/staff/runs/", fiona)
    keys = Keys(page)
    keys.go_to(page.locator(f"a[href='/staff/runs/{run.pk}/']"))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Warnings").wait_for()
    assert page.get_by_role("button", name="Request approval").count() == 0
    check_page(page)

    keys.follow("Waive…")
    keys.go_to(page.get_by_label("Reason"))
    page.keyboard.type("Rival Cloud had no customers yet")
    keys.press("button", "Waive it")
    page.get_by_text("The blocker is waived in your name.").wait_for()

    keys.press("button", "Acknowledge")
    page.get_by_text("Acknowledged in your name.").wait_for()
    check_page(page)
    keys.press("button", "Request approval")
    page.get_by_text("Approval is requested").wait_for()
    run.refresh_from_db()
    assert run.state == run.State.REQUESTED
