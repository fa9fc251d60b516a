"""Who reports is told: what a check found, and what is due or late."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from agreements.models import Version
from agreements.operations.edit_operations import edit_operations
from portal.audit.models import AuditEvent
from portal.notices.models import Mail, Notice
from tests.factories.agreements import make_agreement, preparer
from tests.factories.usage import checked_report, submitted_report
from usage.claims import ATTEMPTS
from usage.give_up import give_up
from usage.models import Report
from usage.remind_of_reports import remind_of_reports

pytestmark = pytest.mark.django_db
WRONG = {"market": "ZZ"}


def told():
    """What else the agreement gave to tell left aside."""
    return Notice.objects.filter(kind__startswith="report_")


def ten_days(version: Version) -> None:
    edit_operations(version=version, operations={"report_due_days": 10}, by=preparer())


class TestChecks:
    def test_who_handed_it_in_hears_what_was_found(self, hosta, uma, vera):
        report = checked_report(make_agreement(hosta, reporter="partner"), "2026-10", [{}, WRONG])
        notice = told().get()
        assert (notice.kind, notice.person, notice.link) == (
            "report_checked",
            report.uploaded_by,
            f"/reports/{report.pk}/",
        )
        assert notice.subject.startswith("Checked, with rejected rows: ")
        assert "Rows accepted: 1; rejected: 1." in notice.text
        assert Mail.objects.filter(kind="report_checked").count() == 1

    def test_nothing_rejected(self, hosta, uma):
        checked_report(make_agreement(hosta, reporter="partner"), "2026-10", [{}])
        assert "then submit it" in told().get().text

    def test_a_file_that_is_none(self, hosta, uma):
        checked_report(make_agreement(hosta, reporter="partner"), "2026-10", b"\x00\x01 no usage")
        assert told().get().subject.startswith("File refused: ")

    def test_a_check_that_failed_by_our_fault(self, hosta, uma):
        report = checked_report(make_agreement(hosta, reporter="partner"), "2026-10", [{}])
        Report.objects.update(state=Report.State.WAITING, attempts=ATTEMPTS)
        give_up(report_id=report.pk)
        assert told().first().subject.startswith("The check failed: ")


class TestReminders:
    @pytest.fixture
    def agreement(self, hosta, uma):
        """October's figures are in time until the 10th of November."""
        return make_agreement(hosta, reporter="partner", starts="2026-10-01", say=ten_days)

    @pytest.fixture
    def on(self, monkeypatch):
        def go(day: date) -> int:
            moment = datetime.fromisoformat(f"{day}T12:00Z")
            monkeypatch.setattr(timezone, "now", lambda: moment)
            return remind_of_reports()

        return go

    def test_step_by_step_each_once(self, agreement, on, uma):
        first = date(2026, 11, 1)
        told = {}
        for days in range(80):
            day = first + timedelta(days=days)
            before = set(Notice.objects.filter(link__contains="2026-10").values_list("pk", flat=True))
            on(day)
            assert on(day) == 0
            new = Notice.objects.filter(link__contains="2026-10").exclude(pk__in=before)
            told |= {day.isoformat(): each.kind for each in new}
        assert told == {
            "2026-11-07": "report_due",
            "2026-11-11": "report_late",
            "2026-11-17": "report_late",
            "2026-11-24": "report_late",
            "2026-12-10": "report_late",
        }
        notice = Notice.objects.filter(kind="report_late").last()
        assert (notice.person, notice.link) == (
            uma,
            f"/reports/new/?agreement={agreement.number}&period=2026-10",
        )
        assert "1 day late" in notice.text
        assert AuditEvent.objects.filter(event="report.reminded", partner=agreement.partner).exists()

    def test_not_of_what_is_there_or_what_has_no_day(self, agreement, on, hosta):
        make_agreement(hosta, reporter="partner", starts="2026-10-01")
        assert on(date(2026, 11, 12)) == 1
        submitted_report(agreement, "2026-10", [{}])
        assert on(date(2026, 11, 18)) == 0

    def test_nobody_of_an_organisation_suspended(self, agreement, on, hosta):
        hosta.suspended_at = timezone.now()
        hosta.save()
        assert on(date(2026, 11, 12)) == 0

    def test_the_licensor_s_own_figures(self, hosta, on, oscar):
        make_agreement(hosta, reporter="licensor", starts="2026-10-01", say=ten_days)
        assert on(date(2026, 11, 12)) == 1
        notice = told().get()
        assert notice.person == oscar
        assert notice.link.startswith("/staff/reports/new/?")
