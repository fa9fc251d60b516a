"""Servers that a module's tests may kill."""

import shutil
import tempfile
from pathlib import Path

import pytest

from portal.embedded import paths
from tests.scenarios.private_stack import PrivateStack


@pytest.fixture(scope="module")
def stack(django_db_blocker):
    folder = Path(tempfile.mkdtemp(prefix="portal-state-")).resolve()
    folder.chmod(0o711)
    try:
        with django_db_blocker.unblock(), PrivateStack(folder).running() as stack:
            yield stack
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(paths.run_folder(folder), ignore_errors=True)
