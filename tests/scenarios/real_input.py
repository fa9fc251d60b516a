"""Scenarios on real data read SHARED_DATA (default: ../shared). Without it they are left out, counted.

In CI they fail instead.
"""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared"))
RATES = SHARED / "data" / "ecb_eurofxref_hist.csv.gz"
LEFT_OUT = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "real_input: reads the real traffic, prices and rates of SHARED_DATA")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if RATES.exists() or os.environ.get("CI"):
        return
    ours = [item for item in items if item.get_closest_marker("real_input")]
    if ours:
        items[:] = [item for item in items if item not in ours]
        config.hook.pytest_deselected(items=ours)
        config.stash[LEFT_OUT] = len(ours)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["real_input_left_out"] = session.config.stash.get(LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("real_input_left_out", 0)


def pytest_terminal_summary(terminalreporter) -> None:
    if left_out := terminalreporter.config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(
            f"{left_out} scenarios left out: no real data; SHARED_DATA may name its folder"
        )
