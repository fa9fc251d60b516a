"""Nobody approves what they prepared."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from settlements.fx.enter_rate import enter_rate
from settlements.runs.approve_run import prepared_by
from settlements.runs.models import SettlementRun
from settlements.runs.request_approval import request_approval
from settlements.runs.waive_blocker import waive_blocker
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import approve, blockers_of, settled_run
from usage.models import Report

SEPTEMBER = "2026-09"
USAGE = [{"usage_date": "2026-09-05"}]


@pytest.mark.django_db
class TestFourEyes:
    def test_a_second_person_approves(self, requested, april):
        run = approve(requested, april)
        assert (run.state, run.approved_by) == (SettlementRun.State.APPROVED, april)

    def test_approvers_only(self, requested, fiona, adam, uma):
        for person in (fiona, adam):
            with pytest.raises(PermissionDenied):
                approve(requested, person)
        with pytest.raises(Http404):
            approve(requested, uma)

    def test_not_who_opened_it(self, hosted, both, fiona):
        submitted_report(hosted, SEPTEMBER, USAGE)
        run = settled_run(SEPTEMBER, both, hosted)
        run = request_approval(run=run, by=fiona)
        with pytest.raises(PermissionDenied, match="opened this run"):
            approve(run, both)

    def test_not_who_asked_for_it(self, hosted, both, fiona):
        submitted_report(hosted, SEPTEMBER, USAGE)
        run = request_approval(run=settled_run(SEPTEMBER, fiona, hosted), by=both)
        with pytest.raises(PermissionDenied, match="asked for its approval"):
            approve(run, both)

    def test_not_who_waived_a_blocker(self, hosted, both, fiona):
        run = settled_run(SEPTEMBER, fiona, hosted)
        waive_blocker(blocker=blockers_of(run).get(), by=both, reason="nothing to report")
        run = request_approval(run=run, by=fiona)
        with pytest.raises(PermissionDenied, match="waived a blocker"):
            approve(run, both)

    def test_not_who_handed_in_its_figures(self, requested, hosted, april):
        reports = Report.objects.filter(agreement=hosted)
        reports.update(uploaded_by=april)
        with pytest.raises(PermissionDenied, match="handed in figures"):
            approve(requested, april)

    def test_not_who_entered_a_rate_for_it(self, hosted, both, fiona):
        submitted_report(hosted, SEPTEMBER, USAGE)
        rate = {"base": "AED", "quote": "USD", "rate": Decimal("0.2723"), "reason": "The ECB has none"}
        enter_rate(by=both, date=date(2026, 8, 24), **rate)
        run = request_approval(run=settled_run(SEPTEMBER, fiona, hosted), by=fiona)
        assert "entered an exchange rate" not in prepared_by(run, both), "eight days before it"
        enter_rate(by=both, date=date(2026, 8, 25), **rate)
        with pytest.raises(PermissionDenied, match="entered an exchange rate"):
            approve(run, both)

    def test_not_by_raw_sql_either(self, requested, fiona, april):
        approved = "UPDATE settlements_settlementrun SET state = 'approved', approved_by_id = %s"
        for person in (fiona.pk, None):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(approved, [person])
        unasked = f"{approved}, requested_by_id = NULL"
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(unasked, [april.pk])
        with connection.cursor() as cursor:
            cursor.execute(approved, [april.pk])
