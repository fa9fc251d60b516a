"""A check is not thought dead while it lives, and loses nothing to a database that restarts."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError
from django.utils import timezone

from tests.factories.usage import received_report
from tests.portal_running import wait_for
from usage import heartbeat, keep_verdict
from usage.check.verdict import Progress
from usage.check_report import check_report
from usage.claims import Superseded, claim_report, free_reports
from usage.heartbeat import Heartbeat, kept_alive, once_it_is_back
from usage.models import Report

PROGRESS = Progress(stage="checking", bytes_done=1, bytes_total=2)


@pytest.fixture
def claimed_report(agreement, monkeypatch) -> Report:
    """Claimed by a check that has been silent for two minutes; no worker takes it."""
    monkeypatch.setattr("portal.notices.put_event.hint", lambda work: None)
    report = received_report(agreement, "2026-10")
    assert claim_report(report_id=report.pk) == 1
    Report.objects.filter(pk=report.pk).update(progress_at=timezone.now() - timedelta(minutes=2))
    return report


@pytest.mark.django_db(transaction=True)
class TestKeptAlive:
    def test_a_quiet_stretch_is_not_taken_for_a_death(self, claimed_report, monkeypatch):
        monkeypatch.setattr(heartbeat, "QUIET_SECONDS", 0.05)
        assert free_reports().exists()
        with kept_alive(report_id=claimed_report.pk, claim=1):
            wait_for(lambda: not free_reports().exists())

    def test_a_claim_that_is_lost_is_not_kept(self, claimed_report, monkeypatch):
        monkeypatch.setattr(heartbeat, "QUIET_SECONDS", 0.01)
        assert claim_report(report_id=claimed_report.pk) == 2
        before = Report.objects.get(pk=claimed_report.pk).progress_at
        beats = []
        monkeypatch.setattr(heartbeat, "claimed", told(heartbeat.claimed, beats))
        with kept_alive(report_id=claimed_report.pk, claim=1):
            wait_for(lambda: len(beats) > 2)
        assert Report.objects.get(pk=claimed_report.pk).progress_at == before
        with pytest.raises(Superseded):
            Heartbeat(report_id=claimed_report.pk, claim=1)(PROGRESS)

    def test_progress_that_cannot_be_written_does_not_end_a_check(self, claimed_report, monkeypatch):
        monkeypatch.setattr(heartbeat, "claimed", broken)
        Heartbeat(report_id=claimed_report.pk, claim=1)(PROGRESS)


def told(act, calls: list):
    def telling(**arguments):
        calls.append(arguments)
        return act(**arguments)

    return telling


def broken(**arguments):
    raise OperationalError("the connection is closed")


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_said_now_is_said_once_the_database_is_back(monkeypatch):
    monkeypatch.setattr(heartbeat, "RESTARTING", (0, 0, 0))
    calls = []

    def act():
        calls.append(1)
        if len(calls) < 3:
            broken()

    once_it_is_back(act)
    assert len(calls) == 3


@pytest.mark.django_db(transaction=True)
def test_files_stay_where_the_connection_breaks_at_the_commit(claimed_report, monkeypatch):
    """Nobody knows then whether the row names them; the next attempt clears up."""
    Report.objects.update(state=Report.State.WAITING)
    folder = f"usage/{claimed_report.partner_id}/{claimed_report.pk}"
    with monkeypatch.context() as patch:
        patch.setattr(keep_verdict, "record_event", broken)
        assert not check_report(report_id=claimed_report.pk)
    assert default_storage.listdir(f"{folder}/2")[1]
    assert check_report(report_id=claimed_report.pk)
    assert not default_storage.listdir(f"{folder}/2")[1]
    report = Report.objects.get(pk=claimed_report.pk)
    assert (report.state, report.attempts) == ("checked", 3)
    assert all(map(default_storage.exists, report.archive))
