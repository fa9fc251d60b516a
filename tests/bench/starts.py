"""From `make demo` to the first page: on a clean checkout, then again."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from portal.embedded.paths import ROOT
from tests.bench.running import RunningPortal

BOUNDS = {"first_page_s": 60.0, "warm_start_s": 15.0}


def measure(turn: int) -> dict[str, float]:
    """Packages come from wherever pip has them; warm its cache beforehand. The demo is broken off."""
    checkout = Path(tempfile.mkdtemp(prefix="portal-checkout-"))
    copy_sources(checkout)
    portal = RunningPortal(checkout)
    try:
        first = portal.start("make", "demo")
        portal.stop()
        warm = portal.start("make", "demo")
    finally:
        portal.remove()
        shutil.rmtree(checkout, ignore_errors=True)
    return {"first_page_s": first, "warm_start_s": warm}


def copy_sources(target: Path) -> None:
    """What git would clone, with what is changed but not yet committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    for name in filter(None, os.fsdecode(listed).split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
