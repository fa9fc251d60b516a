"""Mails stay where these tests read them: a secret one is not wiped before."""

import pytest

from tests.portal.partners.people import anna

__all__ = ["anna"]


@pytest.fixture(autouse=True)
def unsent(monkeypatch):
    monkeypatch.setattr("portal.notices.tasks.deliver_mail.delay", lambda *args: None)
