"""A file handed in by a person before a screen: with scripts the page follows the check by itself."""

import pytest

from tests.factories.agreements import make_agreement
from tests.factories.usage import checked_report, csv_bytes, received_report
from usage.models import Report

PATIENCE = 30_000


@pytest.fixture
def address(celery_worker_running, live_server, hosta) -> str:
    agreement = make_agreement(hosta, reporter="partner", starts="2026-10-01", title="Chat")
    return f"/reports/new/?agreement={agreement.number}&period=2026-10"


def chosen(name: str, *rows: dict) -> dict:
    return {"name": name, "mimeType": "text/csv", "buffer": csv_bytes(*rows)}


def test_upload_watch_review_submit(visit, check_page, address, uma):
    page = visit(address, uma)
    page.get_by_label("Usage file").set_input_files(chosen("october.csv", {}, {"market": "XX"}))
    assert "october.csv" in page.locator(".file-drop output").inner_text()
    page.get_by_role("button", name="Upload and check").click()
    verdict = page.get_by_role("heading", name="1 of 2 rows was rejected")
    verdict.wait_for(timeout=PATIENCE)
    assert page.evaluate("document.activeElement.id") == "verdict", "the new heading is read out"
    check_page(page)
    page.get_by_label("I confirm that the figures").check()
    page.get_by_label("I know that 1 rejected row").check()
    page.get_by_role("button", name="Submit the report").click()
    page.get_by_text("Your report is submitted").wait_for()
    assert Report.objects.get().state == Report.State.SUBMITTED


def test_a_file_that_is_already_here_is_told_without_leaving_the_page(visit, check_page, heard, address, uma):
    received_report(uma.memberships.get().partner.agreements.get(), "2026-10", by=uma, name="first.csv")
    page = visit(address, uma)
    page.get_by_label("Usage file").set_input_files(chosen("again.csv"))
    page.get_by_role("button", name="Upload and check").click()
    page.locator(".errorlist", has_text="first.csv").wait_for()
    assert "422" in heard.pop(), "Chromium itself tells of it"
    check_page(page)


def test_the_small_pages(live_server, visit, check_page, hosta, uma, oscar):
    """Refused and waiting files, the pages that ask before an act, and staff's own look at a file."""
    agreement = make_agreement(hosta, reporter="partner", starts="2026-09-01", title="Chat")
    refused = checked_report(agreement, "2026-10", b"PK\x03\x04", by=uma, name="october.xlsx")
    waiting = received_report(agreement, "2026-09", by=uma)
    asked = f"/reports/declare/?agreement={agreement.number}&period=2026-10"
    for path in (f"/reports/{refused.pk}/", f"/reports/{waiting.pk}/withdraw/", asked):
        check_page(visit(path, uma, language="ar"))
    check_page(visit(f"/reports/{waiting.pk}/", uma, theme="dark"))
    check_page(visit(f"/staff/reports/{refused.pk}/", oscar, theme="dark"))


def test_without_scripts_the_same_form_leads_to_the_same_verdict(browser, address, uma, live_server, client):
    client.force_login(uma)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    with browser.new_context(java_script_enabled=False) as context:
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto(f"{live_server.url}{address}")
        page.locator("input[type=file]").set_input_files(chosen("plain.csv"))
        page.get_by_role("button", name="Upload and check").click()
        page.get_by_role("heading", name="The one row is right").wait_for(timeout=PATIENCE)
