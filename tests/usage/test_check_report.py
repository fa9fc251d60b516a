"""A report's check is written once, whoever runs it how often, and is redone where it died."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connections
from django.utils import timezone

from tests.factories.usage import received_report
from usage import check_report as checking
from usage import tasks
from usage.audience import PARTNER
from usage.check_report import check_report
from usage.claims import ATTEMPTS, claim_report
from usage.models import Bucket, Report
from usage.recheck_stuck_reports import recheck_stuck_reports
from usage.report_page import report_page
from usage.withdraw_report import withdraw_report

LONG_AGO = timedelta(minutes=2)


def aged(report: Report, **fields) -> None:
    """The report as it looks two minutes after its check fell silent."""
    then = timezone.now() - LONG_AGO
    Report.objects.filter(pk=report.pk).update(progress_at=then, queued_at=then, **fields)


def stored_archives(report: Report) -> list[str]:
    folder = f"usage/{report.partner_id}/{report.pk}"
    if not default_storage.exists(folder):
        return []
    return [
        f"{folder}/{attempt}/{name}"
        for attempt in default_storage.listdir(folder)[0]
        for name in default_storage.listdir(f"{folder}/{attempt}")[1]
    ]


@pytest.mark.django_db
def test_checking_again_changes_nothing(agreement):
    report = received_report(agreement, "2026-10")
    assert check_report(report_id=report.pk)
    report.refresh_from_db()
    assert not check_report(report_id=report.pk)
    again = Report.objects.get(pk=report.pk)
    assert (again.checked_at, again.attempts, again.verdict) == (report.checked_at, 1, report.verdict)
    assert Bucket.objects.filter(report=report).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_verdict(agreement, monkeypatch):
    monkeypatch.setattr(tasks.check_report, "apply_async", lambda args: None)  # nobody else takes it
    report = received_report(agreement, "2026-10")

    def work(_number: int) -> bool:
        try:
            return check_report(report_id=report.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(work, range(4)))
    assert sorted(kept) == [False, False, False, True]
    report.refresh_from_db()
    assert (report.state, report.attempts) == (Report.State.CHECKED, 1)
    assert Bucket.objects.filter(report=report).count() == 1
    assert sorted(stored_archives(report)) == sorted([*report.archive, *report.problems])


@pytest.mark.django_db
def test_a_check_that_died_is_found_and_redone(agreement):
    report = received_report(agreement, "2026-10")
    assert claim_report(report_id=report.pk) == 1, "a worker took it, and was killed"
    assert recheck_stuck_reports(queue=list) == [], "it may still be at work"
    aged(report)
    queued: list[int] = []
    recheck_stuck_reports(queue=queued.append)
    assert queued == [report.pk]
    assert check_report(report_id=report.pk)
    report.refresh_from_db()
    assert (report.state, report.attempts) == (Report.State.CHECKED, 2)


@pytest.mark.django_db
def test_a_check_thought_dead_may_not_write_when_it_comes_back(agreement, monkeypatch):
    """While the first check is at work, it falls silent; a second one takes over and finishes."""
    report = received_report(agreement, "2026-10")
    first_check = checking.check_file

    def slow_check(**arguments):
        verdict = first_check(**arguments)
        monkeypatch.setattr(checking, "check_file", first_check)
        aged(report)
        assert check_report(report_id=report.pk), "the second check"
        return verdict

    monkeypatch.setattr(checking, "check_file", slow_check)
    assert not check_report(report_id=report.pk)
    report.refresh_from_db()
    assert (report.state, report.attempts) == (Report.State.CHECKED, 2)
    assert Bucket.objects.filter(report=report).count() == 1
    assert sorted(stored_archives(report)) == sorted([*report.archive, *report.problems])


@pytest.mark.django_db
def test_an_upload_whose_message_was_lost_is_found(agreement):
    report = received_report(agreement, "2026-10")
    assert recheck_stuck_reports(queue=list) == [], "its message may still be under way"
    aged(report)
    assert recheck_stuck_reports(queue=lambda report_id: None) == [report.pk]


@pytest.mark.django_db
def test_after_three_deaths_the_report_is_refused_and_the_fault_is_ours(agreement, uma, caplog):
    report = received_report(agreement, "2026-10", by=uma)
    aged(report, state=Report.State.CHECKING, attempts=ATTEMPTS)
    assert recheck_stuck_reports(queue=list) == []
    report.refresh_from_db()
    assert report.state == Report.State.REFUSED
    assert "report given up" in caplog.text
    page = report_page(report=report, audience=PARTNER, reader=uma)
    assert "the fault is ours" in page["file_sentences"][0]
    assert report.file.content.read(), "nothing is lost"


@pytest.mark.django_db
def test_a_failure_of_ours_is_logged_and_tried_again(agreement, monkeypatch, caplog):
    report = received_report(agreement, "2026-10")
    real_check = checking.check_file

    def full_disk(**_arguments):
        raise OSError("No space left on device")

    monkeypatch.setattr(checking, "check_file", full_disk)
    assert not check_report(report_id=report.pk)
    report.refresh_from_db()
    assert (report.state, report.attempts) == (Report.State.WAITING, 1)
    assert "check failed" in caplog.text
    monkeypatch.setattr(checking, "check_file", real_check)
    assert recheck_stuck_reports(queue=lambda report_id: check_report(report_id=report_id)) == [report.pk]
    report.refresh_from_db()
    assert report.state == Report.State.CHECKED


@pytest.mark.django_db
def test_a_report_withdrawn_while_it_is_checked_stays_withdrawn(agreement, uma, monkeypatch):
    report = received_report(agreement, "2026-10", by=uma)
    real_check = checking.check_file

    def interrupted(**arguments):
        withdraw_report(report=report, by=uma)
        return real_check(**arguments)

    monkeypatch.setattr(checking, "check_file", interrupted)
    assert not check_report(report_id=report.pk)
    report.refresh_from_db()
    assert report.state == Report.State.WITHDRAWN
    assert not Bucket.objects.exists()
    assert stored_archives(report) == []


@pytest.mark.django_db
def test_progress_reaches_the_row_while_the_check_runs(agreement, monkeypatch):
    report = received_report(agreement, "2026-10")
    seen = []
    real_check = checking.check_file

    def watched(*, on_progress, **arguments):
        def tell(progress):
            on_progress(progress)
            seen.append(Report.objects.values_list("state", "bytes_seen").get(pk=report.pk))

        return real_check(on_progress=tell, **arguments)

    monkeypatch.setattr(checking, "check_file", watched)
    check_report(report_id=report.pk)
    assert ("checking", report.file.size) in seen
