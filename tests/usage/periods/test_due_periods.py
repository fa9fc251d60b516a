"""Which periods began by a moment, in the agreement's own time zone."""

from datetime import UTC, date, datetime

import pytest

from agreements.operations.edit_operations import edit_operations
from tests.factories.agreements import make_agreement, make_terms, preparer
from usage.periods.due_periods import due_periods
from usage.periods.open_period import open_period

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def labels(agreement, now: str) -> list[tuple[str, bool]]:
    return [(each.label, each.ended) for each in due_periods(agreement=agreement, now=at(now))]


def test_the_running_period_is_the_last_and_has_not_ended(hosta):
    agreement = make_agreement(hosta, starts="2026-08-15")
    assert labels(agreement, "2026-10-02T00:00") == [("2026-08", True), ("2026-09", True), ("2026-10", False)]


def test_days_begin_when_they_do_in_the_agreements_time_zone(hosta):
    tokyo = make_agreement(hosta, starts="2026-10-01", time_zone="Asia/Tokyo")
    assert labels(tokyo, "2026-10-31T14:59") == [("2026-10", False)]
    assert labels(tokyo, "2026-10-31T15:00") == [("2026-10", True), ("2026-11", False)]


def test_nothing_is_due_before_the_agreement_begins_or_after_it_ended(hosta):
    agreement = make_agreement(hosta, starts="2026-02-10", ends="2026-03-01")
    assert labels(agreement, "2026-02-09T23:59") == []
    assert labels(agreement, "2027-01-01T00:00") == [("2026-02", True)]


def test_quarters_are_clipped_and_know_their_row(hosta):
    agreement = make_agreement(hosta, starts="2026-05-20", period_length="quarter")
    row = open_period(agreement=agreement, label="2026-Q2")
    agreement.refresh_from_db()
    first, second = due_periods(agreement=agreement, now=at("2026-07-01T12:00"))
    assert (first.label, first.from_date, first.to_date, first.row) == (
        "2026-Q2",
        date(2026, 5, 20),
        date(2026, 7, 1),
        row,
    )
    assert (second.label, second.row) == ("2026-Q3", None)


def test_figures_are_in_time_until_the_day_the_terms_of_the_period_say(hosta):
    """15 days after October: until 15 November. From November on, 10 days: until 10 December."""

    def say(version):
        days = {1: 15, 2: 10}[version.number]
        edit_operations(version=version, operations={"report_due_days": days}, by=preparer())

    terms = [make_terms("2026-09-01", to="2026-11-01"), make_terms("2026-11-01", number=2)]
    agreement = make_agreement(hosta, starts="2026-09-01", terms=terms, say=say)
    found = due_periods(agreement=agreement, now=at("2026-11-20T12:00"))
    days = {each.label: each.due_date for each in found}
    assert days == {
        "2026-09": date(2026, 10, 15),
        "2026-10": date(2026, 11, 15),
        "2026-11": date(2026, 12, 10),
    }
