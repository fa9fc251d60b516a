"""Tokens and the page of the API: in English and light, in Arabic and dark, at both widths."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from portal.api.make_token import make_token
from tests.factories.accounts import PASSWORD, make_member

LOOKS = [("en", "light"), ("ar", "dark")]


@pytest.fixture
def petra(live_server, hosta) -> User:
    """Host A's administrator, who uploads too; with a token of her own and one of the organisation."""
    person = make_member("petra@hosta.example", "Petra Admin", hosta, PartnerRole.ADMIN, PartnerRole.UPLOADER)
    for partner, name in ((None, "nightly upload"), (hosta, "Warehouse export, month by month")):
        make_token(by=person, name=name, scopes=["reports:read", "reports:write"], days=90, partner=partner)
    return person


@pytest.mark.parametrize("language, theme", LOOKS)
def test_the_pages(petra, visit, check_page, language, theme):
    own, of_house = petra.api_tokens.order_by("pk")
    pages = [
        reverse("api_tokens"),
        reverse("make_api_token"),
        reverse("revoke_api_token", args=[own.pk]),
        reverse("organisation_tokens"),
        reverse("make_organisation_token"),
        reverse("revoke_organisation_token", args=[of_house.pk]),
        reverse("api_docs"),
    ]
    for path in pages:
        page = visit(path, petra, language=language, theme=theme)
        keep(page, f"{path.strip('/').replace('/', '-')}-{language}")
        check_page(page)


def test_a_token_is_made_by_hand(petra, visit, check_page):
    page = visit(reverse("make_api_token"), petra)
    page.locator("main input[name=name]").fill("by hand")
    page.locator("main input[name=scopes]").first.check()
    page.locator("main form button.button-primary").click()
    if "reauthenticate" in page.url:
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("main form button.button-primary").first.click()
    secret = page.locator("#secret").input_value()
    assert secret.startswith("rsp_")
    keep(page, "token-made")
    check_page(page)
    page.locator("main a.button-primary").click()
    assert "by hand" in page.locator("main").inner_text()
    assert secret not in page.content()


def keep(page, name: str) -> None:
    """Pictures to look at, where SHOTS names a folder."""
    if folder := os.environ.get("SHOTS"):
        wide = page.viewport_size
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
        page.set_viewport_size({"width": 320, "height": 700})
        page.screenshot(path=Path(folder) / f"{name}-320.png", full_page=True)
        page.set_viewport_size(wide)
