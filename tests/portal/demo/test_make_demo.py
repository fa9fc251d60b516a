"""The demo is told through acts of people, goes on where it stopped, and never asks what day it is."""

from datetime import date
from decimal import Decimal

import pytest

from portal.accounts.models import User
from portal.demo import make_demo as story
from portal.demo.cast import HOSTS
from portal.demo.make_demo import make_demo
from portal.demo.months import demo_labels
from portal.demo.traffic import usage_csv
from settlements.fx.models import FxRate
from settlements.statements.models import Statement
from usage.models import Report

PASSWORD = "a long word for the demo"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "newest, last", [("2026-10-30", "2026-10"), ("2026-10-24", "2026-10"), ("2026-10-23", "2026-09")]
)
def test_the_last_month_is_the_last_whose_final_day_finds_a_rate(newest, last):
    day = date.fromisoformat(newest)
    FxRate.objects.create(base="EUR", quote="USD", date=day, rate=Decimal("1.1"), source="ECB")
    labels = demo_labels()
    assert (labels[0], labels[-1]) == ("2026-01", last)


@pytest.mark.django_db
def test_without_rates_there_is_no_month():
    assert demo_labels() == []


def test_a_host_and_month_always_give_the_same_file():
    host = HOSTS[0]
    assert usage_csv(host, "2026-02") == usage_csv(host, "2026-02") != usage_csv(host, "2026-03")


@pytest.mark.django_db(transaction=True)
def test_the_story_is_told_once(monkeypatch, settings, tasks_run_inline):
    settings.DEMO = True
    monkeypatch.setattr(story, "demo_labels", lambda: ["2026-01", "2026-02"])
    told: list[str] = []
    make_demo(password=PASSWORD, say=told.append)
    found = counts()
    assert found == {"statements": 4, "submitted": 6, "checked": 1, "rejected": 0}
    assert User.objects.get(email="viewer@falak.example").check_password(PASSWORD)
    make_demo(password=PASSWORD, say=told.append)
    assert counts() == found
    assert told[-1] == "2026-02: open, for you to go on with"


def counts() -> dict[str, int]:
    """January is issued for four hosts; of February two are submitted, one is checked, one is missing."""
    return {
        "statements": Statement.objects.count(),
        "submitted": Report.objects.filter(state=Report.State.SUBMITTED).count(),
        "checked": Report.objects.filter(state=Report.State.CHECKED).count(),
        "rejected": sum(Report.objects.values_list("rejected", flat=True)),
    }
