"""Tests that need what a computer may lack are left out there, and it is said how many. In CI they fail."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest


@dataclass(frozen=True, slots=True)
class Need:
    met: Callable[[], bool]
    has: Callable[[pytest.Item], bool]
    sentence: str
    """With `%d` for how many are left out; says what is missing, and how to get it."""


@dataclass
class LeftOut:
    """A plugin; xdist's workers tell the controlling one."""

    needs: tuple[Need, ...]
    counted: dict[str, int] = field(default_factory=dict)

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        for need in self.needs:
            if need.met() or os.environ.get("CI"):
                continue
            if ours := [item for item in items if need.has(item)]:
                items[:] = [item for item in items if item not in ours]
                config.hook.pytest_deselected(items=ours)
                self.counted[need.sentence] = len(ours)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["left_out"] = self.counted

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node) -> None:
        self.counted = getattr(node, "workeroutput", {}).get("left_out", {})

    def pytest_terminal_summary(self, terminalreporter) -> None:
        for sentence, count in self.counted.items():
            terminalreporter.write_line(sentence % count)
