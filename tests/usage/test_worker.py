"""A real worker takes what an upload queues."""

import pytest

from tests.factories.usage import received_report
from tests.portal_running import wait_for
from usage.models import Report

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_uploaded_report_is_checked_by_the_worker(celery_worker_running, agreement):
    report = received_report(agreement, "2026-10", [{}, {"market": "XX"}])

    def checked() -> bool:
        report.refresh_from_db()
        return report.state == Report.State.CHECKED

    wait_for(checked)
    assert (report.accepted, report.rejected, report.attempts) == (1, 1, 1)
    assert report.buckets.count() == 1
