"""`python -m settlements.engine` is the command."""

import json
import runpy
import sys

import pytest

from settlements.engine import settle_document
from tests.settlements.engine.documents import EXAMPLE_FILE, example


def test_the_package_runs_as_a_command(monkeypatch, capfdbinary):
    monkeypatch.delitem(sys.modules, "settlements.engine.__main__", raising=False)
    monkeypatch.setattr(sys, "argv", ["settlements.engine", "settle", str(EXAMPLE_FILE)])
    with pytest.raises(SystemExit) as stop:
        runpy.run_module("settlements.engine", run_name="__main__")
    assert stop.value.code == 0
    assert json.loads(capfdbinary.readouterr().out) == settle_document(example())
