"""A secret goes on under its new name: what it encrypted is still read."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.config.environment import secret

NAMES = {"name": "ENCRYPTION_KEY", "formerly": "MFA_KEY"}


@pytest.fixture(autouse=True)
def unset(monkeypatch):
    for name in NAMES.values():
        monkeypatch.delenv(name, raising=False)


def test_what_is_set_under_either_name(monkeypatch, tmp_path):
    monkeypatch.setenv("MFA_KEY", "old")
    assert secret(**NAMES, state=tmp_path, local=False) == "old"
    monkeypatch.setenv("ENCRYPTION_KEY", "new")
    assert secret(**NAMES, state=tmp_path, local=False) == "new"


def test_one_kept_under_the_former_name_stays_in_use(tmp_path):
    Path(tmp_path, "mfa_key.txt").write_text("kept")
    assert secret(**NAMES, state=tmp_path, local=True) == "kept"


def test_otherwise_one_is_made_once_at_home_and_asked_for_elsewhere(tmp_path):
    made = secret(**NAMES, state=tmp_path, local=True)
    assert len(made) > 40
    assert secret(**NAMES, state=tmp_path, local=True) == made
    assert not Path(tmp_path, "mfa_key.txt").exists()
    with pytest.raises(ImproperlyConfigured, match="ENCRYPTION_KEY"):
        secret(**NAMES, state=tmp_path, local=False)
