"""State folders for servers started by the tests themselves."""

import shutil
import tempfile
from pathlib import Path

import pytest

from portal.embedded import paths


@pytest.fixture
def state():
    """An empty state folder that `nobody` may pass through, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="portal-state-")).resolve()
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(paths.run_folder(folder), ignore_errors=True)
