"""A browser before the portal: pages are opened as somebody, then judged."""

import os

import pytest
from django.conf import settings
from django.test import Client

from tests.browser.chromium import launch_options
from tests.browser.judge import judge

# Playwright keeps an event loop in the test's thread; the fixtures use the database from there all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, **launch_options()}


@pytest.fixture
def heard(page) -> list[str]:
    """What the page wrote to the console, and scripts that failed."""
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    return said


@pytest.fixture
def check_page(heard):
    """`check_page(page)`: no violation of WCAG 2.2 AA that axe finds, a silent console, nothing wider than
    320 px."""

    def check(page) -> None:
        judge(page)
        assert not heard, f"The console of {page.url} is not silent: {heard}"

    return check


@pytest.fixture
def visit(page, heard, live_server):
    """`visit(path, user=None, language="en", theme="light", width=1280)`: the page, opened that way."""

    def go(path, user=None, *, language="en", theme="light", width=1280):
        page.set_viewport_size({"width": width, "height": 800})
        cookies = {settings.LANGUAGE_COOKIE_NAME: language, "theme": theme}
        if user is not None:
            type(user).objects.filter(pk=user.pk).update(language=language, theme=theme)
            client = Client()
            client.force_login(user)
            cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.goto("about:blank")  # what the last page still asks for is not asked as somebody else
        page.context.clear_cookies()
        page.context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        page.goto(f"{live_server.url}{path}")
        return page

    return go
