"""Partners are reminded by steps, each once; staff see how long each debt has been due."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.http import Http404

from portal.notices.models import Mail
from settlements.payouts import dates
from settlements.payouts.ageing import age_class, ageing
from settlements.payouts.models import RemittanceReminder
from settlements.payouts.remind_remittances import remind_remittances
from tests.settlements.payouts.steps import hold, received, requested

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(monkeypatch):
    """`on(days)`: it is so many days after the day that the request is due."""
    first = dates.today()

    def go(days: int):
        day = first + timedelta(days=days)
        for room in ("remind_remittances", "access", "ageing_views"):
            monkeypatch.setattr(f"settlements.payouts.{room}.today", lambda: day)
        return day

    return go


@pytest.fixture
def asked(receivable, finn, fiona):
    """50.00, due today."""
    return requested(fiona, due_date=dates.today())


def mails() -> list[tuple[str, str]]:
    rows = Mail.objects.filter(kind__in=("remittance_reminder", "remittance_overdue")).order_by("pk")
    return [(each.kind, each.to) for each in rows]


def test_each_step_once(asked, on, finn, fiona):
    told = []
    for day in range(-5, 45):
        on(day)
        if remind_remittances():
            told.append(day)
        assert remind_remittances() == 0
    assert told == [-3, 1, 7, 14, 30]
    assert mails() == [("remittance_reminder", finn.email)] * 5 + [("remittance_overdue", fiona.email)]


def test_what_was_missed_is_not_made_up_for(asked, on):
    on(20)
    assert (remind_remittances(), remind_remittances()) == (1, 0)
    assert [each.step for each in RemittanceReminder.objects.all()] == [14]


def test_not_of_what_is_held_or_paid(asked, receivable, on, fiona, april):
    received(asked, fiona, april, "40")
    hold(receivable, "10")
    on(7)
    assert remind_remittances() == 0


def test_it_says_what_is_still_due(asked, on, fiona, april):
    received(asked, fiona, april, "40")
    on(7)
    remind_remittances()
    [mail] = Mail.objects.filter(kind="remittance_reminder")
    assert "$10.00" in mail.text
    assert "RF" in mail.text


@pytest.mark.parametrize(
    ("late", "found"),
    [
        (-1, "not_due"),
        (0, "not_due"),
        (1, "days_1"),
        (30, "days_1"),
        (31, "days_31"),
        (60, "days_31"),
        (61, "days_61"),
        (90, "days_61"),
        (91, "days_91"),
    ],
)
def test_classes(late, found):
    due = date(2026, 1, 31)
    assert age_class(due, due + timedelta(days=late)) == found


def test_worked_by_hand(client, asked, receivable, on, finn, fiona, april, ruth):
    """Of 50.00, 15.00 arrived and 12.50 are held: 22.50 are 45 days late."""
    received(asked, fiona, april, "15")
    hold(receivable, "12.50")
    day = on(45)
    [row], [total] = ageing(fiona, today=day)
    amounts = {name: amount for name, amount in row.amounts.items() if amount}
    assert amounts == {"days_31": Decimal("22.50"), "held": Decimal("12.50")}
    assert (row.total, total.total) == (35, 35)
    assert ageing(ruth, today=day, partner=row.partner)[0] == []
    with pytest.raises(Http404):
        ageing(finn, today=day)

    client.force_login(fiona)
    shown = client.get("/staff/remittances/ageing/").text
    assert "$22.50" in shown
    page = client.get("/staff/remittances/ageing/", {"format": "csv"})
    [row] = csv.DictReader(StringIO(b"".join(page.streaming_content).decode("utf-8-sig")))
    assert (row["partner"], row["days_31"], row["total"]) == ("hosta", "22.50", "35.00")
    client.force_login(finn)
    assert "What you owe on" in client.get("/remittances/ageing/").text
