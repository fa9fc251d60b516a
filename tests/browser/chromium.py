"""Browser tests need Chromium."""

import shutil
from pathlib import Path

import pytest

from tests.left_out import Need

FOLDER = Path(__file__).parent
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


NEED = Need(
    met=lambda: chromium() is not None,
    has=lambda item: FOLDER in item.path.parents,
    sentence=f"%d browser tests left out: no Chromium. As root: {APT}",
)
