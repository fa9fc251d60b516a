"""Reminders of remittance requests: each step once, only of what is still due."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from settlements.payouts.cancel_remittance import cancel_remittance
from settlements.payouts.dates import today
from settlements.payouts.models import Remittance, RemittanceReminder
from settlements.payouts.remind_of_remittances import remind_of_remittances, step_of
from tests.settlements.payouts.steps import hold, receive, requested, told_receipt
from tests.settlements.runs.pages import page_of

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 10)


def reminded(monkeypatch, day: date) -> list[tuple[str, str]]:
    """Kind and reader of each mail that the day brought."""
    before = set(Mail.objects.values_list("pk", flat=True))
    monkeypatch.setattr("settlements.payouts.remind_of_remittances.today", lambda: day)
    remind_of_remittances()
    return [(mail.kind, mail.to) for mail in Mail.objects.exclude(pk__in=before).order_by("pk")]


def after(days: int) -> date:
    return today() + timedelta(days=30 + days)


@pytest.mark.parametrize(
    ("day", "step"),
    [(6, None), (7, -3), (10, -3), (11, 1), (16, 1), (17, 7), (23, 7), (24, 14), (31, 14)],
)
def test_the_step_of_a_day(day, step):
    """Due on December 10: 3 days ahead is the 7th, the first day after it the 11th, and so on."""
    assert step_of(DUE, DUE.replace(day=day)) == step


def test_thirty_days_after_is_the_last_step():
    assert [step_of(DUE, date(2027, 1, day)) for day in (8, 9, 31)] == [14, 30, 30]


def test_every_step_once(receivable, finn, fiona, monkeypatch):
    requested(fiona)
    partner = ("remittance_overdue", finn.email)
    for days, mails in [
        (-4, []),
        (-3, [("remittance_due_soon", finn.email)]),
        (-2, []),
        (0, []),
        (1, [partner]),
        (1, []),
        (6, []),
        (7, [partner]),
        (14, [partner]),
        (29, []),
        (30, [partner, ("remittance_long_overdue", fiona.email)]),
        (31, []),
        (300, []),
    ]:
        assert reminded(monkeypatch, after(days)) == mails, days
    steps = RemittanceReminder.objects.order_by("pk").values_list("step", flat=True)
    assert list(steps) == [-3, 1, 7, 14, 30]
    assert AuditEvent.objects.filter(event="remittance.reminded").count() == 5


def test_what_was_missed_is_not_made_up_for(receivable, finn, fiona, monkeypatch):
    requested(fiona)
    assert reminded(monkeypatch, after(20)) == [("remittance_overdue", finn.email)]
    assert RemittanceReminder.objects.get().step == 14
    assert reminded(monkeypatch, after(8)) == [], "not even where a clock goes back"


def test_it_says_what_is_still_due_and_how_to_pay(receivable, finn, fiona, monkeypatch, client):
    remittance = receive(requested(fiona), fiona, "20.01")
    reminded(monkeypatch, after(1))
    mail = Mail.objects.get(kind="remittance_overdue")
    assert "$29.99 of REM-2026-000001 was due from Host A" in mail.text
    assert "RF" in mail.text
    client.force_login(finn)
    shown = page_of(client, "remittance", remittance.number)
    assert "Reminded" in shown
    assert "$29.99 was due." in shown


def test_not_where_nothing_is_due(receivable, finn, fiona, monkeypatch):
    remittance = requested(fiona)
    hold(receivable, "50")
    assert reminded(monkeypatch, after(1)) == []
    cancel_remittance(remittance=remittance, by=fiona, reason="held")
    assert reminded(monkeypatch, after(7)) == []


def test_not_where_all_is_said_to_have_arrived(receivable, finn, fiona, monkeypatch):
    told_receipt(requested(fiona), fiona)
    assert reminded(monkeypatch, after(1)) == []


def test_not_before_it_is_due_where_it_was_only_just_asked_for(receivable, finn, fiona, monkeypatch):
    requested(fiona, due_date=today() + timedelta(days=2))
    assert reminded(monkeypatch, today()) == []
    assert reminded(monkeypatch, today() + timedelta(days=3)) == [("remittance_overdue", finn.email)]


def test_not_an_organisation_that_is_suspended(receivable, hosta, finn, fiona, monkeypatch):
    requested(fiona)
    type(hosta).objects.filter(pk=hosta.pk).update(suspended_at="2026-11-01T00:00Z")
    assert reminded(monkeypatch, after(1)) == []


def test_the_database_keeps_a_step_once(receivable, hosta, fiona):
    remittance = requested(fiona)
    row = {"partner": hosta, "remittance": remittance, "step": 1, "amount": 50, "told": 1}
    RemittanceReminder.objects.create(**row)
    with pytest.raises(IntegrityError, match="remittance_reminder_once"), transaction.atomic():
        RemittanceReminder.objects.create(**row)
    assert Remittance.objects.get().reminders.count() == 1
