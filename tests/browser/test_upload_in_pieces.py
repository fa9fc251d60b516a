"""A large file before a screen: shown on its way, paused, cut off, gone on with, and whole at the end."""

import hashlib
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal.files.appended import appending
from tests.browser.judge import judge
from tests.factories.agreements import make_agreement
from tests.portal_running import wait_for
from usage.models import Report, Upload
from usage.uploads.append_upload import append_upload
from usage.uploads.tus import CHUNK

PATIENCE = 60_000
SIZE = 24 * 1024 * 1024


@pytest.fixture
def address(live_server, hosta) -> str:
    agreement = make_agreement(hosta, reporter="partner", starts="2026-10-01", title="Chat")
    return f"/reports/new/?agreement={agreement.number}&period=2026-10"


@pytest.fixture
def large(tmp_path) -> Path:
    """Three pieces; not of usage, which only the check would mind."""
    place = tmp_path / "october 日本.csv"
    place.write_bytes(b"".join(hashlib.sha256(bytes([at % 251])).digest() for at in range(SIZE // 32)))
    return place


class Gate:
    """The server takes a piece only when the test lets it."""

    def __init__(self) -> None:
        self.open = threading.Semaphore(0)

    def let(self, pieces: int) -> None:
        self.open.release(pieces)

    def __call__(self, **given):
        assert self.open.acquire(timeout=PATIENCE / 1000)
        return append_upload(**given)


@pytest.fixture
def gate(monkeypatch) -> Iterator[Gate]:
    gate = Gate()
    monkeypatch.setattr("usage.uploads.views.append_upload", gate)
    yield gate
    gate.let(100)


def start(page, file: Path, button="Upload and check") -> None:
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=button).click()


def one_piece_is_there(page) -> None:
    wait_for(lambda: Upload.objects.filter(offset=CHUNK).exists())
    expect(page.locator("[data-upload-amount]")).not_to_be_empty()


def whole(page, file: Path) -> Report:
    page.wait_for_url(re.compile(r"/reports/\d+/$"), timeout=PATIENCE)
    report = Report.objects.get()
    assert report.file.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert report.file.name == file.name
    return report


def only_of_the_line(heard: list[str]) -> bool:
    """What Chromium itself writes of requests that broke."""
    return all("Failed to load resource" in line for line in heard)


def test_the_line_breaks_and_it_goes_on_by_itself(visit, heard, address, uma, large, gate):
    page = visit(address, uma)
    start(page, large)
    panel = page.locator("[data-upload-panel]")
    expect(panel.get_by_role("progressbar", name="Sending the file")).to_be_visible()
    gate.let(1)
    one_piece_is_there(page)
    page.context.set_offline(True)
    gate.let(100)
    expect(panel.get_by_role("status")).to_contain_text("connection is lost", timeout=PATIENCE)
    assert CHUNK <= Upload.objects.get().offset < SIZE
    judge(page)
    page.context.set_offline(False)
    report = whole(page, large)
    assert Upload.objects.get().report == report
    assert only_of_the_line(heard), heard


def test_after_a_reload_the_same_file_goes_on(visit, heard, address, uma, large, gate):
    page = visit(address, uma)
    start(page, large)
    gate.let(1)
    one_piece_is_there(page)
    page.reload()
    gate.let(100)
    began = Upload.objects.get()
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.url)))
    start(page, large)
    whole(page, large)
    assert next(method for method, url in sent if "/uploads/" in url) == "HEAD"
    assert Upload.objects.get().pk == began.pk
    assert only_of_the_line(heard), heard


def test_it_is_paused_continued_and_cancelled_by_keyboard(visit, heard, address, uma, large, gate):
    page = visit(address, uma)
    start(page, large)
    gate.let(1)
    one_piece_is_there(page)
    panel = page.locator("[data-upload-panel]")
    expect(panel.get_by_role("button", name="Pause")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel.get_by_role("status")).to_contain_text("Paused")
    expect(panel.get_by_role("button", name="Continue")).to_be_focused()
    judge(page)
    page.keyboard.press("Enter")
    expect(panel.get_by_role("status")).to_contain_text("Sending")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(panel).to_be_hidden()
    expect(page.locator("input[type=file]")).to_be_focused()
    gate.let(100)
    wait_for(lambda: not Upload.objects.exists())
    assert not Report.objects.exists()


def test_it_is_cancelled_while_a_piece_is_written(visit, address, uma, large, monkeypatch):
    """The server refuses to end what it writes; asked again, it does."""
    storage, begun, written = appending(), threading.Event(), threading.Event()

    class Slow:
        def append(self, *args, **given):
            begun.set()
            assert written.wait(PATIENCE / 1000)
            return storage.append(*args, **given)

    monkeypatch.setattr("usage.uploads.append_upload.appending", Slow)
    page = visit(address, uma)
    start(page, large)
    wait_for(begun.is_set)
    with page.expect_response(lambda answer: answer.request.method == "DELETE") as refused:
        page.locator("[data-upload-panel]").get_by_role("button", name="Cancel").click()
    assert refused.value.status == 423
    written.set()
    wait_for(lambda: not Upload.objects.exists())


def test_in_arabic_and_at_night(visit, check_page, address, uma, large, gate):
    page = visit(address, uma, language="ar", theme="dark")
    page.locator("input[type=file]").set_input_files(large)
    page.locator("[data-upload-start] button").click()
    gate.let(1)
    one_piece_is_there(page)
    expect(page.locator("[data-upload-left]")).not_to_be_empty()
    check_page(page)


def test_the_server_s_refusal_stands_beside_the_file(visit, heard, address, uma, large, settings):
    settings.USAGE_MAX_BYTES = SIZE - 1
    page = visit(address, uma)
    start(page, large)
    page.locator(".errorlist", has_text="Split it into several reports").wait_for()
    expect(page.get_by_role("button", name="Upload and check")).to_be_visible()
    assert not Upload.objects.exists()
    judge(page)
    assert only_of_the_line(heard), heard
