"""Finance is told 60 and 14 days before a certificate ends by which less tax is withheld, each once."""

from datetime import date, timedelta

import pytest

from portal.notices.models import Mail
from settlements.tax import remind_of_treaties as reminding
from settlements.tax.remind_of_treaties import remind_of_treaties
from tests.settlements.tax.test_withholding import rate, treaty

UNTIL = date(2027, 3, 31)

pytestmark = pytest.mark.django_db


def told_on(monkeypatch, left: int) -> int:
    monkeypatch.setattr(reminding, "today", lambda: UNTIL - timedelta(days=left))
    return remind_of_treaties()


def test_each_step_once(monkeypatch, hosta, fiona, april):
    treaty(hosta, fiona, april, UNTIL)
    days = [left for left in range(70, -5, -1) if told_on(monkeypatch, left)]
    assert days == [60, 14]
    mails = Mail.objects.filter(kind="treaty_ends").order_by("pk")
    assert {mail.to for mail in mails} == {fiona.email}
    assert "15% is withheld instead of 5%" in mails[0].text.replace("\u2066", "").replace("\u2069", "")


def test_a_step_that_passed_unseen_is_not_told_later(monkeypatch, hosta, fiona, april):
    treaty(hosta, fiona, april, UNTIL)
    assert [told_on(monkeypatch, left) for left in (10, 9)] == [1, 0]
    assert Mail.objects.filter(kind="treaty_ends").count() == 1


def test_a_newer_certificate_needs_no_word(monkeypatch, hosta, fiona, april):
    treaty(hosta, fiona, april, UNTIL)
    treaty(hosta, fiona, april, date(2029, 12, 31))
    assert told_on(monkeypatch, 14) == 0


def test_without_a_treaty(monkeypatch, hosta, fiona, april):
    rate(hosta, fiona, confirmed_by=april)
    assert told_on(monkeypatch, 14) == 0
