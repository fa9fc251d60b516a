"""Nothing stale is approved; nothing is done twice."""

import pytest

from portal.accounts.roles import StaffRole
from portal.refused import Refused
from settlements.adjustments.models import Adjustment
from settlements.runs.request_approval import request_approval
from settlements.runs.restate.approve_restatement import approve_restatement
from settlements.runs.restate.cancel_restatement import cancel_restatement
from settlements.runs.restate.compute_restatement import compute_restatement
from settlements.runs.restate.models import RestatedPeriod, Restatement
from settlements.runs.restate.open_restatement import open_restatement
from settlements.runs.restate.recompute_restatement import recompute_restatement
from settlements.runs.restate.request_restatement_approval import request_restatement_approval
from settlements.runs.stuck_work import stuck_restatements
from settlements.statements.models import Statement
from tests.factories.accounts import make_staff
from tests.factories.usage import submitted_report
from tests.settlements.restate.conftest import FEBRUARY, JANUARY, row
from tests.settlements.restate.steps import approve, computed, requested
from tests.settlements.runs.steps import acknowledge_all, issued_run, requested_run, settled_run
from tests.settlements.runs.steps import approve as approve_run_of
from usage.models import Report
from usage.withdraw_report import withdraw_report


def code_of(act, **arguments) -> str:
    with pytest.raises(Refused) as refusal:
        act(**arguments)
    return refusal.value.code


@pytest.mark.django_db
class TestStale:
    def test_another_late_file_before_it_is_asked_for(self, quarter, corrected, fiona):
        found = computed(quarter, JANUARY, fiona)
        submitted_report(quarter, FEBRUARY, [row(FEBRUARY, "10")])
        with pytest.raises(Refused, match=FEBRUARY) as refusal:
            request_restatement_approval(restatement=found, by=fiona)
        assert refusal.value.code == "changed_since_computed"

    def test_between_request_and_approval(self, quarter, corrected, fiona, april):
        found = requested(quarter, JANUARY, fiona)
        withdraw_report(report=corrected, by=corrected.submitted_by)
        assert code_of(approve, row=found, by=april) == "changed_since_computed"
        assert Statement.objects.count() == 3
        again = recompute_restatement(restatement=found, by=fiona)
        assert (again.state, again.fingerprint, again.requested_by) == ("computing", "", None)
        assert code_of(approve, row=found, by=april) == "not_requested"

    def test_a_statement_issued_meanwhile(self, quarter, corrected, fiona, april):
        found = requested(quarter, JANUARY, fiona)
        submitted_report(quarter, "2026-04", [row("2026-04", "100")])
        issued_run("2026-04", fiona, april, quarter)
        assert code_of(approve, row=found, by=april) == "changed_since_computed"

    def test_an_approved_run_issues_first(self, quarter, corrected, fiona, april):
        """Its statement opens with what was approved; restated in between, it could never be issued."""
        submitted_report(quarter, "2026-04", [row("2026-04", "100")])
        run = requested_run("2026-04", fiona, quarter)
        found = requested(quarter, JANUARY, fiona)
        approve_run_of(run, april)
        assert code_of(approve, row=found, by=april) == "being_issued"

    def test_a_run_settled_before_is_settled_again(self, quarter, corrected, fiona, april):
        submitted_report(quarter, "2026-04", [row("2026-04", "100")])
        run = settled_run("2026-04", fiona, quarter)
        acknowledge_all(run, fiona)
        approve(requested(quarter, JANUARY, fiona), april)
        assert code_of(request_approval, run=run, by=fiona) == "changed_since_settled"

    def test_another_fingerprint_than_shown(self, quarter, corrected, fiona, april):
        found = requested(quarter, JANUARY, fiona)
        given = {"restatement": found, "by": april}
        assert code_of(approve_restatement, **given, fingerprint="0" * 64) == "changed_since_shown"
        RestatedPeriod.objects.filter(period__label=JANUARY).update(delta="1.00")
        assert code_of(approve, row=found, by=april) == "changed_since_shown"


@pytest.mark.django_db
class TestTwice:
    def test_computed_twice_and_stuck(self, quarter, corrected, fiona):
        found = computed(quarter, JANUARY, fiona)
        compute_restatement(restatement_id=found.pk)
        found.refresh_from_db()
        assert (found.attempts, found.periods.count()) == (1, 3)
        assert stuck_restatements() == []
        recompute_restatement(restatement=found, by=fiona)
        Restatement.objects.update(queued_at=found.opened_at.replace(year=2025))
        assert stuck_restatements() == [found.pk]
        assert stuck_restatements() == [], "it counts as put in line now"
        compute_restatement(restatement_id=found.pk)
        assert found.periods.count() == 3

    def test_begun_three_times_in_vain_it_is_given_up(self, quarter, fiona):
        found = open_restatement(agreement=quarter, period_label=JANUARY, reason="x", by=fiona)
        Restatement.objects.update(attempts=3)
        compute_restatement(restatement_id=found.pk)
        found.refresh_from_db()
        assert (found.state, found.failure["faults"][0]["code"]) == ("failed", "gave_up")

    def test_approved_twice(self, quarter, corrected, fiona, april):
        found = requested(quarter, JANUARY, fiona)
        approve(found, april)
        other = make_staff("andy@licensor.example", "Andy Approver", StaffRole.APPROVER)
        assert code_of(approve, row=found, by=other) == "not_requested"
        assert (Statement.objects.count(), Adjustment.objects.count()) == (6, 3)

    def test_cancelled_leaves_all_as_it_was(self, quarter, corrected, fiona, april):
        found = requested(quarter, JANUARY, fiona)
        cancel_restatement(restatement=found, by=april, reason="ask Host A first")
        corrected.refresh_from_db()
        assert corrected.state == Report.State.LATE
        assert code_of(approve, row=found, by=april) == "not_requested"
        assert code_of(recompute_restatement, restatement=found, by=fiona) == "wrong_state"
        assert Statement.objects.count() == 3
