"""Notices: the bell, the list, opening one, and how one is told."""

import os
from pathlib import Path

import pytest
from django.utils import timezone

from portal.notices.models import Notice
from tests.portal.notices.telling import tell


@pytest.fixture
def told(live_server, finn, april, hosta):
    """Finn's, one of them read; and one of staff."""
    tell(finn, partner=hosta)
    Notice.objects.update(read_at=timezone.now())
    for kind in ("incident_replied", "goal_reached", "contribution_filed", "renewal_ahead"):
        tell(finn, partner=hosta, kind=kind, link="/account/")
    tell(finn, kind="member_resumed", link="/account/")
    tell(april, partner=hosta, link="/staff/disputes/")


def look(page, name: str) -> None:
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_what_it_looks_like(told, visit, check_page, finn, april):
    for path, name in (("/notices/", "notices"), ("/notices/settings/", "notice-settings")):
        page = visit(path, finn)
        look(page, f"{name}-en")
        check_page(page)
        look(visit(path, finn, width=320), f"{name}-en-320")
        page = visit(path, finn, language="ar", theme="dark")
        look(page, f"{name}-ar-dark")
        check_page(page)
        look(visit(path, finn, language="ar", theme="dark", width=320), f"{name}-ar-dark-320")
    look(visit("/notices/", april, width=320), "notices-staff-en-320")
    page = visit("/notices/", april)
    look(page, "notices-staff-en")
    check_page(page)


def test_from_the_bell_to_what_it_tells_of(told, visit, finn):
    page = visit("/", finn)
    page.get_by_role("link", name="Notices: 5 unread").click()
    page.get_by_role("button", name="Unread: A joint goal").wait_for()
    page.get_by_role("button", name="Unread: You have access again").click()
    page.wait_for_url("**/account/")
    assert page.get_by_role("link", name="Notices: 4 unread").is_visible()
    page.go_back()
    page.reload()
    page.get_by_role("button", name="Mark all as read").click()
    page.get_by_text("4 notices are marked as read.").wait_for()
    assert page.get_by_role("link", name="Notices: none unread").is_visible()


def test_settings_are_found_in_the_account_menu(told, visit, finn):
    page = visit("/", finn)
    page.get_by_label("Account of Finn Finance").click()
    page.get_by_role("link", name="Notifications").click()
    page.get_by_label("Payouts and payments").select_option(label="In the digest")
    page.get_by_label("Every Monday").check()
    assert page.get_by_label("Bank accounts and security").is_disabled()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Your changes are saved.").wait_for()
    assert page.get_by_label("Payouts and payments").input_value() == "digest"
