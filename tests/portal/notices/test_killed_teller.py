"""A process really killed (SIGKILL) between the act's commit and the hint to the broker."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.notices.models import OutboxEvent
from portal.notices.sweep import deliver_waiting_events
from tests.factories.usage import received_report
from tests.portal_running import surroundings
from usage.models import Report
from usage.periods.open_period import open_period

ACT = """
import io, sys, time, django
django.setup()
from agreements.models import Agreement
from portal.accounts.models import User
from portal.notices import put_event as telling
from usage.models import Period
from usage.receive_report import receive_report

def stay(*arguments):
    print("committed", flush=True)
    time.sleep(600)

telling.hint = stay
agreement, period, person = sys.argv[1:]
receive_report(
    by=User.objects.get(pk=person), agreement=Agreement.objects.get(pk=agreement),
    period=Period.objects.get(pk=period), reporter="partner", content=io.BytesIO(b"x"), name="a.csv",
)
"""


@pytest.mark.django_db(transaction=True)
def test_what_was_committed_is_followed_up(agreement, uma, tasks_run_inline):
    period = open_period(agreement=agreement, label="2026-10")
    environment = {
        **os.environ,
        **surroundings(connection.settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "portal.config.settings",
    }
    arguments = [str(each.pk) for each in (agreement, period, uma)]
    act = subprocess.Popen(
        [sys.executable, "-c", ACT, *arguments], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert act.stdout.readline() == "committed\n"
    finally:
        act.kill()
        act.wait()
    report = Report.objects.get()
    assert report.state == Report.State.WAITING
    OutboxEvent.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert deliver_waiting_events() == 1
    report.refresh_from_db()
    assert report.state == Report.State.REFUSED, "checked: it is no usage file"


@pytest.mark.django_db
@pytest.mark.usefixtures("tasks_run_inline")
def test_an_event_delivered_twice_does_its_work_once(agreement, uma, django_capture_on_commit_callbacks):
    """As after a death between queueing the tasks and saying so."""
    with django_capture_on_commit_callbacks(execute=True):
        report = received_report(agreement, "2026-10", by=uma)
    report.refresh_from_db()
    checked_at = report.checked_at
    assert report.state == Report.State.CHECKED
    told = OutboxEvent.objects.filter(event__startswith="report.")
    told.update(delivered_at=None, created_at=timezone.now() - timedelta(minutes=1))
    assert deliver_waiting_events() == 2, "received, and checked"
    report.refresh_from_db()
    assert (report.checked_at, report.attempts, report.buckets.count()) == (checked_at, 1, 1)
