"""Browser tests need Chromium: without it they are left out, and it is said how many. In CI they fail."""

import os
import shutil
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
LEFT_OUT = pytest.StashKey[int]()
APT = "apt-get install -y chromium fonts-noto-core fonts-noto-cjk"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Where the system's Chromium is."""
    names = ("chromium", "chromium-browser", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


def launch_options() -> dict:
    """For Playwright's `launch`; without Chromium the test fails and says how to get it."""
    if (path := chromium()) is None:
        pytest.fail(f"Browser tests need Chromium. As root: {APT}")
    return {"executable_path": path, "args": ARGUMENTS}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if chromium() or os.environ.get("CI"):
        return
    ours = [item for item in items if FOLDER in item.path.parents]
    if ours:
        items[:] = [item for item in items if FOLDER not in item.path.parents]
        config.hook.pytest_deselected(items=ours)
        config.stash[LEFT_OUT] = len(ours)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["browser_tests_left_out"] = session.config.stash.get(LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("browser_tests_left_out", 0)


def pytest_terminal_summary(terminalreporter) -> None:
    if left_out := terminalreporter.config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(f"{left_out} browser tests left out: no Chromium. As root: {APT}")
