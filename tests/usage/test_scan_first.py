"""Nothing reads a report's file before the scanner found it clean."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import AuditEvent
from portal.files.models import Scan
from tests.factories.usage import body, csv_bytes, received_report
from tests.scanners import MARK
from usage import check_report as checking
from usage.check_report import check_report
from usage.models import Report
from usage.recheck_stuck_reports import QUEUED_FOR, recheck_stuck_reports

pytestmark = pytest.mark.django_db


def page_of(client, report: Report) -> str:
    client.force_login(report.uploaded_by)
    return body(client.get(reverse("report", args=[report.pk])))


def test_a_clean_file_is_scanned_then_checked(agreement, scanner):
    scanner("works")
    report = received_report(agreement, "2026-10")
    assert check_report(report_id=report.pk)
    report.refresh_from_db()
    assert (report.state, report.file.scan) == (Report.State.CHECKED, Scan.CLEAN)
    assert scanner.seen() == csv_bytes()


def test_a_harmful_file_is_refused_unread(agreement, scanner, client, monkeypatch):
    scanner("works")
    monkeypatch.setattr(checking, "check_file", None)
    report = received_report(agreement, "2026-10", csv_bytes() + MARK)
    assert not check_report(report_id=report.pk)
    report.refresh_from_db()
    assert (report.state, report.file.scan, report.accepted) == (Report.State.REFUSED, Scan.INFECTED, 0)
    assert "The scanner found this file harmful" in page_of(client, report)
    [event] = AuditEvent.objects.filter(event="report.refused")
    assert event.details == {"reason": "infected"}
    answer = client.get(reverse("report_file", args=[report.pk]), follow=True)
    assert MARK.decode() not in body(answer)
    assert "harmful. Check the computer" in body(answer)


def test_a_scanner_out_of_order_makes_the_report_wait_however_long(agreement, scanner, client, monkeypatch):
    scanner("broken")
    report = received_report(agreement, "2026-10")
    for _attempt in range(5):
        with monkeypatch.context() as patch:
            patch.setattr(checking, "check_file", None)
            assert not check_report(report_id=report.pk)
        report.refresh_from_db()
        assert (report.state, report.attempts) == (Report.State.WAITING, 0)
    assert "does not answer" in page_of(client, report)
    assert recheck_stuck_reports(queue=list) == [], "not at once"
    Report.objects.update(queued_at=timezone.now() - QUEUED_FOR - timedelta(seconds=1))
    scanner("works")
    assert recheck_stuck_reports(queue=lambda report_id: check_report(report_id=report_id)) == [report.pk]
    report.refresh_from_db()
    assert report.state == Report.State.CHECKED


def test_rejected_rows_of_a_file_nobody_scanned_are_not_read(agreement, scanner, client):
    report = received_report(agreement, "2026-10", [{}, {"market": "XX"}])
    check_report(report_id=report.pk)
    scanner("works")
    client.force_login(report.uploaded_by)
    for name in ("report_failed_rows", "report_file"):
        answer = client.get(reverse(name, args=[report.pk]), follow=True)
        assert "could not be scanned" in body(answer)


def test_without_a_scanner_files_are_checked_as_before(agreement):
    report = received_report(agreement, "2026-10")
    assert check_report(report_id=report.pk)
    report.refresh_from_db()
    assert report.file.scan == Scan.UNSCANNED


def test_a_report_waiting_is_not_put_in_line_each_time_somebody_looks(agreement):
    received_report(agreement, "2026-10")
    Report.objects.update(queued_at=timezone.now() - QUEUED_FOR - timedelta(seconds=1))
    queued: list[int] = []
    for _sweep in range(5):
        recheck_stuck_reports(queue=queued.append)
    assert len(queued) == 1
