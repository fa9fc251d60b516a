"""Issuing and what is done to a period meanwhile lock the same rows in the same order."""

import time

import pytest
from django.db import transaction

from portal.audit.record_event import record_event
from settlements.runs.approve_run import approve_run
from settlements.runs.issue_run import issue_run
from settlements.runs.request_approval import request_approval
from settlements.statements.models import Statement
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import settled_run
from tests.settlements.runs.test_at_once import SEPTEMBER, USAGE, at_once
from usage.models import Period


@pytest.mark.django_db(transaction=True)
def test_a_late_report_is_withdrawn_while_its_period_is_issued(hosted, fiona, april):
    submitted_report(hosted, SEPTEMBER, USAGE)
    run = request_approval(run=settled_run(SEPTEMBER, fiona, hosted), by=fiona)
    approve_run(run=run, by=april, fingerprint=run.fingerprint, queue=False)

    def as_withdrawing():
        """Its locks: the period, then the partner's audit chain."""
        with transaction.atomic():
            Period.objects.select_for_update().get(agreement=hosted, label=SEPTEMBER)
            time.sleep(1)  # issuing comes as far as it can
            record_event(event="report.withdrawn", subject="report 1", partner=hosted.partner)

    def as_issuing():
        time.sleep(0.3)
        return issue_run(run_id=run.pk)

    assert at_once([as_withdrawing, as_issuing]) == [None, 1]
    assert Statement.objects.count() == 1
