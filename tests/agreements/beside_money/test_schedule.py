"""On which days obligations are due, and what amendments do to them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agreements.draft_version import draft_version
from agreements.models import ObligationDue
from agreements.obligations import obligations_document
from agreements.obligations.make_dues import make_all_dues, make_dues
from agreements.obligations.schedule import due_dates
from portal.audit.models import AuditEvent
from tests.factories.agreements import bring_into_force, preparer
from tests.factories.beside_money import attest, due, make_obliged, obligation
from tests.settlements.runs.test_at_once import at_once


def days(first, recurrence, start, end):
    given = [date.fromisoformat(each) for each in (first, start, end)]
    found = due_dates(first=given[0], recurrence=recurrence, start=given[1], end=given[2])
    return [day.isoformat() for day in found]


@pytest.mark.parametrize(
    "first, recurrence, start, end, expected",
    [
        ("2026-03-01", "once", "2026-01-01", "2027-01-01", ["2026-03-01"]),
        ("2026-03-01", "once", "2026-03-02", "2027-01-01", []),
        ("2026-03-01", "once", "2026-01-01", "2026-03-01", []),
        ("2026-01-31", "monthly", "2026-01-01", "2026-05-01", ["01-31", "02-28", "03-31", "04-30"]),
        ("2026-01-31", "monthly", "2026-03-31", "2026-04-30", ["03-31"]),
        ("2025-11-30", "quarterly", "2026-01-01", "2026-09-01", ["02-28", "05-30", "08-30"]),
        ("2024-02-29", "yearly", "2026-01-01", "2029-01-01", ["2026-02-28", "2027-02-28", "2028-02-29"]),
        ("2030-01-01", "monthly", "2026-01-01", "2027-01-01", []),
    ],
)
def test_days(first, recurrence, start, end, expected):
    assert [
        day[-len(each) :] for day, each in zip(days(first, recurrence, start, end), expected, strict=True)
    ] == (expected)


def written(agreement) -> list[tuple[str, str]]:
    rows = ObligationDue.objects.filter(agreement=agreement).order_by("due_date", "code")
    return [(row.due_date.isoformat(), row.state) for row in rows]


def amend(agreement, day: str, *rows: dict) -> None:
    version = draft_version(
        agreement=agreement,
        from_date=date.fromisoformat(day),
        by=preparer(),
        copy_of=agreement.versions.order_by("number").last(),
    )
    obligations_document.write(version, list(rows))
    bring_into_force(version)


@pytest.mark.django_db
def test_written_a_year_ahead_once(hosta):
    agreement = make_obliged(hosta, obligation(recurrence="quarterly"), ends="2027-06-01")
    before = written(agreement)
    assert before == [(day, "open") for day in ("2026-10-15", "2027-01-15", "2027-04-15")]
    assert make_all_dues() == 0
    assert written(agreement) == before
    assert AuditEvent.objects.filter(event="obligation.scheduled").count() == 1


@pytest.mark.django_db
def test_an_amendment_moves_what_comes_after_it(hosta, uma):
    """What was due before stays; the code holds both together."""
    row = obligation(recurrence="quarterly", owner=uma.email, first_due="2026-03-31")
    agreement = make_obliged(hosta, row, ends="2027-01-01")
    attest(due(agreement), uma)
    amend(agreement, "2026-07-01", {**row, "title": "Newer", "first_due": "2026-08-01"})
    assert written(agreement) == [
        ("2026-03-31", "attested"),
        ("2026-06-30", "open"),
        ("2026-08-01", "open"),
        ("2026-09-30", "lapsed"),
        ("2026-11-01", "open"),
        ("2026-12-31", "lapsed"),
    ]
    titles = ObligationDue.objects.order_by("due_date").values_list("obligation__title", flat=True)
    assert list(titles)[1:3] == ["Do evaluation", "Newer"]
    amend(agreement, "2026-09-01", row)
    assert ("2026-09-30", "open") in written(agreement), "asked for again"
    assert ("2026-11-01", "lapsed") in written(agreement)


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_each_day_once(hosta):
    """As on a night when a year more has come into sight."""
    agreement = make_obliged(hosta, obligation(recurrence="monthly"), ends="2030-01-01")
    count = ObligationDue.objects.count()
    later = timezone.now().date() + timedelta(days=200)
    made = sorted(at_once([lambda: make_dues(agreement=agreement, day=later) for _ in range(4)]))
    assert made[:3] == [0, 0, 0]
    assert ObligationDue.objects.count() == count + made[3] > count
