"""What a run warns of is seen by somebody before approval is asked for."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.runs.acknowledge_warnings import acknowledge_warnings
from settlements.runs.models import SettlementWarning
from settlements.runs.request_approval import request_approval
from settlements.runs.resettle import resettle
from settlements.runs.send_back_run import send_back_run
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import (
    acknowledge_all,
    approve,
    issued_run,
    requested_run,
    settle_all,
    settled_run,
    warnings_of,
)
from tests.settlements.runs.test_warnings import OCTOBER, SEPTEMBER, usage, warned


def code_of(act, **arguments) -> str:
    with pytest.raises(Refused) as refusal:
        act(**arguments)
    assert str(refusal.value)
    return refusal.value.code


@pytest.mark.django_db
class TestAcknowledging:
    def test_before_approval_is_asked_for(self, october, fiona, april):
        assert code_of(request_approval, run=october, by=fiona) == "open_warnings"
        [row] = acknowledge_warnings(run=october, by=fiona, warnings=[warnings_of(october).get().pk])
        assert (row.acknowledged_by, row.acknowledged_at is None) == (fiona, False)
        event = AuditEvent.objects.get(event="warnings.acknowledged")
        assert (event.actor, event.partner, event.subject) == (fiona, None, f"run {october.pk}")
        assert event.details["warnings"] == {"large_change": [row.settlement.agreement.number]}
        run = request_approval(run=october, by=fiona)
        assert approve(run, april).state == "approved"

    def test_twice_is_once(self, october, fiona, both):
        acknowledge_all(october, fiona)
        assert acknowledge_warnings(run=october, by=both, warnings=[warnings_of(october).get().pk]) == []
        assert warnings_of(october).get().acknowledged_by == fiona
        assert AuditEvent.objects.filter(event="warnings.acknowledged").count() == 1

    def test_finance_only(self, october, april, oscar, uma):
        ids = [warnings_of(october).get().pk]
        for person in (april, oscar):
            with pytest.raises(PermissionDenied):
                acknowledge_warnings(run=october, by=person, warnings=ids)
        with pytest.raises(Http404):
            acknowledge_warnings(run=october, by=uma, warnings=ids)

    def test_in_review_only_and_of_this_run(self, october, remitted, fiona):
        ids = [warnings_of(october).get().pk]
        other = settled_run(SEPTEMBER, fiona, remitted)
        assert code_of(acknowledge_warnings, run=other, by=fiona, warnings=ids) == "warnings_gone"
        assert code_of(acknowledge_warnings, run=october, by=fiona, warnings=[]) == "warnings_gone"
        acknowledge_all(october, fiona)
        request_approval(run=october, by=fiona)
        assert code_of(acknowledge_warnings, run=october, by=fiona, warnings=ids) == "wrong_state"

    def test_not_who_acknowledged_approves(self, october, fiona, both):
        acknowledge_all(october, both)
        run = request_approval(run=october, by=fiona)
        with pytest.raises(PermissionDenied, match="acknowledged a warning"):
            approve(run, both)

    def test_what_is_approved_covers_it(self, october, fiona, april, both):
        acknowledge_all(october, fiona)
        run = request_approval(run=october, by=fiona)
        SettlementWarning.objects.update(acknowledged_by=both)
        assert code_of(approve, run=run, by=april) == "changed_since_shown"


@pytest.mark.django_db
class TestSettledAgain:
    def again(self, run, fiona):
        resettle(run=run, by=fiona)
        return settle_all(run)

    def test_stays_where_nothing_changed(self, october, fiona):
        acknowledge_all(october, fiona)
        assert warnings_of(self.again(october, fiona)).get().acknowledged_by == fiona

    def test_falls_where_its_facts_changed(self, october, hosted, fiona):
        acknowledge_all(october, fiona)
        seen = warnings_of(october).get()
        more = usage("2026-10-06", gross_revenue="1")
        submitted_report(hosted, OCTOBER, more, completes_period=False)
        self.again(october, fiona)
        row = warnings_of(october).get()
        assert (row.acknowledged_by, row.details["after"]) == (None, "30.20")
        ids = [seen.pk]
        assert code_of(acknowledge_warnings, run=october, by=fiona, warnings=ids) == "warnings_gone"


@pytest.mark.django_db
class TestLateReports:
    def late(self, hosted):
        return submitted_report(hosted, SEPTEMBER, usage(gross_revenue="5"), completes_period=False)

    def test_one_of_an_earlier_period(self, hosted, fiona, april):
        submitted_report(hosted, SEPTEMBER, usage())
        issued_run(SEPTEMBER, fiona, april, hosted)
        report = self.late(hosted)
        submitted_report(hosted, OCTOBER, usage("2026-10-05"))
        [late] = warned(settled_run(OCTOBER, fiona, hosted))["late_reports"]["reports"]
        assert late == {"report": report.pk, "file": report.file.name, "period": SEPTEMBER}

    def test_one_that_came_after_it_was_settled_has_to_be_seen_too(self, hosted, fiona, april):
        submitted_report(hosted, SEPTEMBER, usage())
        run = requested_run(SEPTEMBER, fiona, hosted)
        self.late(hosted)
        send_back_run(run=run, by=april, reason="a report came")
        run.refresh_from_db()
        assert code_of(request_approval, run=run, by=fiona) == "late_reports_came"
        resettle(run=run, by=fiona)
        settle_all(run)
        assert list(warned(run)) == ["late_reports"]
        acknowledge_all(run, fiona)
        assert request_approval(run=run, by=fiona).state == "requested"

    def test_one_that_comes_while_approval_is_asked_for_stops_nothing(self, hosted, fiona, april):
        submitted_report(hosted, SEPTEMBER, usage())
        run = requested_run(SEPTEMBER, fiona, hosted)
        self.late(hosted)
        assert approve(run, april).state == "approved"
