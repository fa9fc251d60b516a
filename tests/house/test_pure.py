"""The formula runs where nothing is installed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PURE = ["settlements.engine", "portal.money", "portal.periods", "portal.lifecycle", "portal.embedded.paths"]


@pytest.mark.parametrize("module", PURE)
def test_pure_module_needs_the_standard_library_only(module):
    """`-S` leaves site-packages out: an import of anything installed would fail."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import {module}; "
        "print([n for n in ('django', 'celery', 'psycopg') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
