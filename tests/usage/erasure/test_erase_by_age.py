"""Rows go when their terms say so."""

from datetime import date

import pytest

from tests.factories.agreements import make_agreement
from tests.factories.amendments import amend
from tests.factories.usage import checked_report, submitted_report
from tests.usage.erasure.steps import settle
from usage.erasure import erase_by_age as by_age
from usage.erasure.ask_erasure import ask_erasure
from usage.erasure.erase_by_age import erase_by_age, kept_until
from usage.models import Period, Report
from usage.withdraw_report import withdraw_report

pytestmark = pytest.mark.django_db


def today(monkeypatch, day: str) -> None:
    monkeypatch.setattr(by_age, "today_of", lambda agreement: date.fromisoformat(day))


def october(agreement, uma) -> Report:
    report = submitted_report(agreement, "2026-10", by=uma)
    settle(report.period)
    return report


def test_whole_months_after_the_period_and_not_a_day_before(agreement, uma, monkeypatch, settings):
    amend(agreement, "2026-10-01", rows_kept_months=13)
    report = october(agreement, uma)
    settings.USAGE_KEPT_MONTHS = 1
    today(monkeypatch, "2027-11-30")
    assert erase_by_age() == []
    today(monkeypatch, "2027-12-01")
    assert erase_by_age() == [report.pk]
    assert erase_by_age() == []
    erasure = report.erasures.get()
    assert (erasure.state, erasure.asked_by, erasure.decided_by) == ("erasing", None, None)


def test_where_the_terms_say_nothing_the_setting_does_and_0_keeps(agreement, uma, monkeypatch, settings):
    report = october(agreement, uma)
    today(monkeypatch, "2036-01-01")
    assert erase_by_age() == []
    settings.USAGE_KEPT_MONTHS = 24
    assert erase_by_age() == [report.pk]


def test_what_is_still_needed_stays_and_what_never_counted_goes(agreement, uma, monkeypatch, settings):
    settings.USAGE_KEPT_MONTHS = 6
    counts = submitted_report(agreement, "2026-10", by=uma, completes_period=False)
    left = checked_report(agreement, "2026-10", [{"quantity": "7"}], by=uma)
    gone = checked_report(agreement, "2026-10", [{"quantity": "8"}], by=uma)
    withdraw_report(report=gone, by=uma)
    today(monkeypatch, "2028-01-01")
    assert erase_by_age() == [gone.pk]
    for each in (counts, left):
        each.refresh_from_db()
        assert each.erased_at is None


def test_age_carries_out_what_a_partner_asked_for(agreement, uma, adele, monkeypatch, settings):
    report = october(agreement, uma)
    asked = ask_erasure(report=report, by=adele, reason="A customer left")
    settings.USAGE_KEPT_MONTHS = 1
    today(monkeypatch, "2027-01-01")
    assert erase_by_age() == [report.pk]
    asked.refresh_from_db()
    assert (asked.state, asked.asked_by, asked.reason) == ("erasing", adele, "A customer left")


@pytest.mark.parametrize(
    "end, months, day",
    [("2026-11-01", 1, "2026-12-01"), ("2026-10-16", 1, "2026-12-01"), ("2027-01-01", 12, "2028-01-01")],
)
def test_a_period_that_ends_within_a_month_counts_that_month_whole(end, months, day):
    assert kept_until(Period(to_date=date.fromisoformat(end)), months) == date.fromisoformat(day)


def test_a_draft_has_nothing_to_erase(hosta, monkeypatch, settings):
    make_agreement(hosta)
    settings.USAGE_KEPT_MONTHS = 1
    today(monkeypatch, "2030-01-01")
    assert erase_by_age() == []
