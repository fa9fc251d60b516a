"""The demo shows passwords and mail to everybody: never but at home."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.config.environment import is_demo


def test_a_demo_is_refused_where_others_could_see_it(monkeypatch):
    monkeypatch.setenv("DEMO", "1")
    assert is_demo(local=True)
    with pytest.raises(ImproperlyConfigured, match="DEMO"):
        is_demo(local=False)


def test_without_it_nothing_is_said(monkeypatch):
    monkeypatch.delenv("DEMO", raising=False)
    assert not is_demo(local=False)
