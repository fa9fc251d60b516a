"""`make screenshots`: the portal's pages as pictures, in build/screenshots/<page>-<lang>-<theme>-<width>.png.

`--url` and `--password` name a running demo; without them one is brought up. `--judge` also runs axe.
"""

import argparse
import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from portal.demo.codes import secret_of
from tests.browser.chromium import launch_options
from tests.browser.demo_portal import demo_portal
from tests.browser.judge import sticking_out, violations
from tests.browser.tour import PEOPLE
from tests.codes import code_now

FOLDER = Path("build/screenshots")
LANGUAGES, THEMES, WIDTHS = ("en", "ar"), ("light", "dark"), (1280, 320)


class Tour:
    """One look (language, theme) at every page, as one person after the other."""

    def __init__(self, browser: Browser, url: str, password: str, judging: bool) -> None:
        self.browser, self.url, self.password, self.judging = browser, url, password, judging
        self.complaints: list[str] = []

    def walk(self, only: str) -> None:
        for email, pages in PEOPLE:
            pages = [page for page in pages if only in page[0]]
            if not pages:
                continue
            page = self.browser.new_page(viewport={"width": 1280, "height": 800})
            page.on("console", self.hear)
            self.log_in(page, email)
            for language in LANGUAGES:
                for theme in THEMES:
                    self.choose(page, language, theme, "/account/" if email else "/account/login/")
                    for name, path, *links in pages:
                        self.look(page, f"{name}-{language}-{theme}", path, links)
            page.close()

    def hear(self, message: ConsoleMessage) -> None:
        self.complaints.append(f"{message.page.url}: {message.text}")

    def log_in(self, page: Page, email: str) -> None:
        page.goto(f"{self.url}/account/login/")
        if email:
            page.fill("[name=login]", email)
            page.fill("[name=password]", self.password)
            page.locator("main .button-primary").click()
            page.wait_for_url(lambda address: "login" not in address)
            if "/2fa/authenticate/" in page.url:
                page.fill("[name=code]", code_now(secret_of(email)))
                page.locator("main .button-primary").first.click()
                page.wait_for_url(lambda address: "/2fa/" not in address)

    def choose(self, page: Page, language: str, theme: str, path: str) -> None:
        page.goto(self.url + path)
        page.locator(f"button[name=language][value={language}]").click()
        page.locator(f"button[name=theme][value={theme}]").click()

    def look(self, page: Page, name: str, path: str, links: list[str]) -> None:
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        page.goto(self.url + path)
        for link in links:
            if not (found := page.locator(link)).count():
                self.complaints.append(f"{name}: nothing to follow at {page.url}")
                return
            page.goto(self.url + found.first.get_attribute("href"))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=FOLDER / f"{name}-{width}.png", full_page=True)
            if self.judging:
                found = [*violations(page), *(f"sticks out: {each}" for each in sticking_out(page))]
                self.complaints += [f"{name} {width}: {each}" for each in found]
        sys.stderr.write(f"{name}\n")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--url")
    arguments.add_argument("--password", default=os.environ.get("DEMO_PASSWORD", ""))
    arguments.add_argument("--only", default="", help="pages whose name contains this")
    arguments.add_argument("--judge", action="store_true")
    given = arguments.parse_args()
    if not given.url:
        with demo_portal(Path("build/screenshots-demo")) as demo:
            return take(demo.url, demo.password, given)
    return take(given.url, given.password, given)


def take(url: str, password: str, given: argparse.Namespace) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        tour = Tour(browser, url.rstrip("/"), password, given.judge)
        tour.walk(given.only)
        browser.close()
    sys.stderr.write("\n".join([*tour.complaints, f"Pictures are in {FOLDER}.", ""]))
    return 1 if tour.complaints else 0


if __name__ == "__main__":
    raise SystemExit(main())
