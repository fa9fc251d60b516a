"""A person before a browser of their own: logs in by typing, reads, follows links, presses buttons."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import translation
from playwright.sync_api import Browser, Locator, TimeoutError

from portal.accounts.models import User
from tests.browser.judge import NARROW, judge
from tests.codes import code_now
from tests.factories.accounts import PASSWORD, SECRET

PATIENCE = 30_000
AGAIN = "/account/reauthenticate/"
HOUR = 3600
UNSEEN = re.compile("[\u200e\u200f\u2066-\u2069]")


class Person:
    """`Person(browser, url, uma)`; `phone`: on a screen of 320 px. The words given are English, whatever
    language the person reads."""

    def __init__(self, browser: Browser, url: str, user: User, *, phone: bool = False) -> None:
        self.url, self.user = url, user
        width = NARROW if phone else 1280
        self.context = browser.new_context(viewport={"width": width, "height": 800})
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.asked_again = 0
        self.judged: set[str] = set()
        self.heard: list[str] = []
        self.page.on("console", lambda message: self.heard.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))

    def log_in(self) -> bool:
        """Whether the portal asked for a second factor."""
        self.go("/account/login/")
        self.page.fill("[name=login]", self.user.email)
        self.page.fill("[name=password]", PASSWORD)
        self._move(self.page.locator("main .button-primary").first)
        asked = "/2fa/authenticate/" in self.page.url
        if asked:
            self.page.fill("[name=code]", code_now(SECRET))
            self._move(self.page.locator("main .button-primary").first)
        assert "/account/" not in self.page.url, f"{self.user} is not let in: {self.text()}"
        return asked

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.url + path)

    def follow(self, name: str = "", *, beside: str = "") -> None:
        """The link of that name; `beside`: in the row or item that holds this, by default its first."""
        place = self.row(beside) if beside else self.page
        links = place.get_by_role("link", name=self.says(name)) if name else place.get_by_role("link")
        self._move(links.first)

    def press(self, name: str) -> None:
        """The button; who is asked once more who it is answers, and the act goes on by itself."""
        self._move(self.page.get_by_role("button", name=self.says(name), exact=True))
        if AGAIN in self.page.url:
            self.say_again()

    def press_each(self, beginning: str) -> int:
        """Every button whose name begins so, one page after the other; how many there were."""
        buttons = self.page.get_by_role("button", name=re.compile(f"^{re.escape(self.says(beginning))}"))
        pressed = 0
        while buttons.count():
            self._move(buttons.first)
            pressed += 1
        return pressed

    def say_again(self) -> None:
        self.look()
        self.asked_again += 1
        self.page.fill("[name=password]", PASSWORD)
        self._move(self.page.locator("main .button-primary").first)

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(self.says(label), exact=True).fill(text)

    def waits_for(self, heading: str) -> None:
        """What comes to the page by itself."""
        self._wait(self.page.get_by_role("heading", name=self.says(heading)))

    def waits_to_read(self, text: str) -> None:
        self._wait(self.page.get_by_text(self.says(text)))

    def row(self, holding: str) -> Locator:
        return self.page.locator("main :is(tbody tr, .tasks li)").filter(has_text=self.says(holding)).first

    def cells(self, heading: str) -> list[str]:
        """Of the first table row whose heading begins so."""
        begins = self.page.locator("th", has_text=re.compile(rf"^\s*{re.escape(self.says(heading))}"))
        row = self.page.locator("main tbody tr").filter(has=begins).first
        return [plain(each) for each in row.locator("td").all_inner_texts()]

    def headline(self) -> str:
        return plain(self.page.locator("main .figure").first.inner_text())

    def text(self) -> str:
        return plain(self.page.locator("main").inner_text())

    def says(self, text: str) -> str:
        with translation.override(self.user.language or "en"):
            return translation.gettext(text)

    def look(self) -> None:
        """The page is judged as every page is; once, where only numbers tell it from one judged before."""
        headings = self.page.locator(":is(h1, h2)").all_inner_texts()
        same = re.sub(r"\d+", "", " ".join([self.page.url, *headings]))
        if same not in self.judged:
            judge(self.page)
            self.judged.add(same)
        assert not self.heard, f"The console of {self.page.url} is not silent: {self.heard}"

    def comes_back_an_hour_later(self) -> None:
        """The log-in still holds, but it is no longer fresh."""
        [key] = [
            each["value"] for each in self.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME
        ]
        session = SessionStore(key)
        for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
            record["at"] = time.time() - HOUR
        session.save()

    def _wait(self, target: Locator) -> None:
        with self._telling(target):
            target.wait_for()

    def _move(self, target: Locator) -> None:
        with self._telling(target), self.page.expect_navigation():
            target.click()

    @contextmanager
    def _telling(self, target: Locator) -> Iterator[None]:
        try:
            yield
        except TimeoutError:
            pytest.fail(f"{target} did nothing on {self.page.url}: {self.text()}")


def plain(text: str) -> str:
    """Without marks nobody sees, blanks as one each."""
    return " ".join(UNSEEN.sub("", text).split())
