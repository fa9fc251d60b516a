"""State folders for servers started by the tests themselves, and terminals to start the portal in."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from portal.embedded import paths
from tests.portal.embedded.terminal import NOBODY, Terminal, python_for, readable_copy


@pytest.fixture
def state():
    """An empty state folder that `nobody` may pass through, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="portal-state-")).resolve()
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(paths.run_folder(folder), ignore_errors=True)


@pytest.fixture
def terminal(state):
    if sys.platform != "linux":
        pytest.skip("looks for processes in /proc")
    terminal = Terminal(state)
    yield terminal
    terminal.close()


@pytest.fixture
def terminal_of_another(state):
    """As root: the terminal of an ordinary user, who has a state folder and may read the sources."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can become another user")
    os.chown(state, NOBODY, NOBODY)
    with tempfile.TemporaryDirectory(prefix="portal-sources-") as sources, python_for(NOBODY) as python:
        if python is None:
            pytest.skip("another user may not read this Python's packages")
        os.chmod(sources, 0o755)
        terminal = Terminal(state, user=NOBODY, root=readable_copy(Path(sources)))
        terminal.python = python
        yield terminal
        terminal.close()
