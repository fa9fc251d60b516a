"""The frame and the elements, in both scripts and themes."""

import pytest

LOOKS = [("en", "light"), ("ar", "dark")]


@pytest.fixture
def developing(settings):
    settings.DEBUG = True


@pytest.mark.parametrize("language,theme", LOOKS)
def test_every_element(developing, visit, check_page, language, theme):
    page = visit("/elements/?errors", language=language, theme=theme)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    check_page(page)


@pytest.mark.parametrize("language,theme", LOOKS)
def test_log_in(visit, check_page, language, theme):
    check_page(visit("/account/login/", language=language, theme=theme))


@pytest.mark.parametrize("path", ["/account/signup/", "/account/password/reset/", "/no-such-page/"])
def test_pages_for_anybody(visit, check_page, heard, path):
    page = visit(path)
    if path == "/no-such-page/":
        assert heard.pop().endswith("404 (Not Found)")
    check_page(page)


@pytest.mark.parametrize("path", ["/", "/account/", "/account/password/change/", "/account/logout/"])
def test_pages_of_a_partner_s_person(visit, check_page, finn, path):
    check_page(visit(path, finn))


@pytest.mark.parametrize("path", ["/staff/", "/account/"])
def test_pages_of_staff(visit, check_page, fiona, path):
    check_page(visit(path, fiona))


def test_the_error_summary_has_the_focus(developing, visit):
    page = visit("/elements/?errors")
    assert page.evaluate("document.activeElement.className").endswith("error-summary")


def test_the_skip_link_leads_past_the_navigation(visit, finn):
    page = visit("/", finn)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_menu_closes_on_escape_and_gives_the_focus_back(visit, finn):
    page = visit("/", finn)
    page.locator("details[data-menu] > summary").click()
    assert page.locator("details[data-menu][open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("details[data-menu][open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_dialog_asks_and_can_be_left(developing, visit):
    page = visit("/elements/")
    page.get_by_role("link", name="Ask first").click()
    assert page.get_by_role("dialog").is_visible()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    assert not page.locator("dialog").is_visible()


def test_language_and_theme_are_chosen_without_javascript(browser, live_server):
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{live_server.url}/account/login/")
    page.locator("button[value=ar]").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator("button[value=dark]").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.url.endswith("/account/login/")
    page.close()
