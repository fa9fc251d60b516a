"""kill -9 in the middle of a chunk, with a real broker and worker: all is finished, nothing is doubled."""

import os
import signal
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from portal.audit.models import AuditEvent
from tests.factories.usage import received_report
from tests.portal_running import surroundings, wait_for
from tests.usage.chunks.conftest import ROWS, many_rows
from tests.usage.chunks.looks import aged, nothing_is_left_of
from usage import tasks
from usage.check_report import check_report
from usage.chunks.recheck_stuck_parts import recheck_stuck_parts
from usage.models import Bucket, Part, Report

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform != "linux", reason="looks for a worker's children in /proc"),
]
AT_WORK = "SELECT id FROM usage_part WHERE state = 'checking' FOR UPDATE SKIP LOCKED LIMIT 1"


def test_a_chunk_whose_worker_is_killed_is_done_again(
    celery_worker_running, agreement, small_chunks, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(tasks.check_report, "apply_async", lambda args: None)
        report = received_report(agreement, "2026-10", many_rows())
    check_report(report_id=report.pk, queue=tasks.check_part.delay)
    with psycopg.connect(surroundings(connection.settings_dict["NAME"])["DATABASE_URL"]) as other:

        def at_work() -> tuple | None:
            found = other.execute(AT_WORK).fetchone()
            if found is None:
                other.rollback()
            return found

        # Its row is locked: the worker cannot end what it is at.
        [killed] = wait_for(at_work)
        for child in children(celery_worker_running.pid):
            os.kill(child, signal.SIGKILL)
            wait_for(lambda child=child: not Path(f"/proc/{child}/exe").exists())
    assert Part.objects.get(pk=killed).state == "checking"

    aged(report)

    def checked() -> bool:
        recheck_stuck_parts(queue=tasks.check_part.delay)
        return not report.parts.exists()

    wait_for(checked, seconds=60)
    report.refresh_from_db()
    assert (report.state, report.attempts, report.rows, report.rejected) == ("checked", 1, ROWS, 9)
    assert sum(Bucket.objects.filter(report=report).values_list("rows", flat=True)) == ROWS - 9
    assert AuditEvent.objects.filter(event="report.checked", subject=f"report {report.pk}").count() == 1
    assert nothing_is_left_of(report)
    assert Report.objects.count() == 1


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
