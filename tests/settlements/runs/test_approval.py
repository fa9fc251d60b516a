"""Four eyes, one fingerprint, exactly one approval."""

import pytest

from portal.accounts.roles import StaffRole
from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.runs.approve_run import approve_run
from settlements.runs.cancel_run import cancel_run
from settlements.runs.issue_run import issue_run
from settlements.runs.models import Blocker, Settlement
from settlements.runs.request_approval import request_approval
from settlements.runs.resettle import resettle
from settlements.runs.send_back_run import send_back_run
from settlements.runs.waive_blocker import waive_blocker
from settlements.statements.models import Statement
from tests.factories.accounts import make_staff
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import approve, blockers_of, settle_all, settled_run
from usage.models import Period, Report

SEPTEMBER = "2026-09"
USAGE = [{"usage_date": "2026-09-05"}]


def code_of(act, **arguments) -> str:
    with pytest.raises(Refused) as refusal:
        act(**arguments)
    return refusal.value.code


@pytest.mark.django_db
class TestStaleApprovals:
    def test_another_fingerprint_than_shown(self, requested, april):
        assert code_of(approve_run, run=requested, by=april, fingerprint="0" * 64) == "changed_since_shown"

    def test_a_result_changed_behind_its_back(self, requested, april):
        Settlement.objects.update(digest="f" * 64)
        assert code_of(approve, run=requested, by=april) == "changed_since_shown"

    def test_a_waiver_changed_behind_its_back(self, hosted, fiona, april):
        run = settled_run(SEPTEMBER, fiona, hosted)
        waive_blocker(blocker=blockers_of(run).get(), by=fiona, reason="nothing to report")
        run = request_approval(run=run, by=fiona)
        Blocker.objects.update(reason="another reason")
        assert code_of(approve, run=run, by=april) == "changed_since_shown"

    def test_usage_changed_since(self, requested, hosted, april):
        Report.objects.update(state=Report.State.WITHDRAWN)
        with pytest.raises(Refused, match=hosted.number) as refusal:
            approve(requested, april)
        assert refusal.value.code == "changed_since_settled"

    def test_usage_that_came_before_approval_was_requested(self, hosted, fiona):
        submitted_report(hosted, SEPTEMBER, USAGE)
        run = settled_run(SEPTEMBER, fiona, hosted)
        submitted_report(hosted, SEPTEMBER, [{"usage_date": "2026-09-07"}])
        with pytest.raises(Refused, match=hosted.number) as refusal:
            request_approval(run=run, by=fiona)
        assert refusal.value.code == "changed_since_settled"
        assert Period.objects.get().state == "open"

    def test_settling_again_voids_the_request(self, requested, fiona, april):
        run = resettle(run=requested, by=fiona)
        assert (run.state, run.fingerprint, run.requested_by) == ("settling", "", None)
        assert Period.objects.get().state == "open"
        assert code_of(approve, run=requested, by=april) == "not_requested"

    def test_twice(self, requested, april, licensor):
        approve(requested, april)
        other = make_staff("andy@licensor.example", "Andy Approver", StaffRole.APPROVER)
        with pytest.raises(Refused, match="April Approver approved this run already"):
            approve(requested, other)

    def test_before_it_was_asked_for(self, hosted, fiona, april):
        submitted_report(hosted, SEPTEMBER, USAGE)
        run = settled_run(SEPTEMBER, fiona, hosted)
        assert code_of(approve_run, run=run, by=april, fingerprint="") == "not_requested"


@pytest.mark.django_db
class TestPeriods:
    def test_figures_of_a_closed_period_wait_as_late(self, requested, hosted):
        assert Period.objects.get().state == "closed"
        late = submitted_report(hosted, SEPTEMBER, [{"usage_date": "2026-09-08"}])
        assert late.state == Report.State.LATE

    def test_sent_back_with_a_reason(self, requested, hosted, fiona, april):
        assert code_of(send_back_run, run=requested, by=april, reason="") == "no_reason"
        run = send_back_run(run=requested, by=april, reason="Host A announced a correction")
        assert (run.state, run.fingerprint) == ("review", "")
        assert Period.objects.get().state == "open"
        assert AuditEvent.objects.get(event="run.sent_back").details["reason"].startswith("Host A")
        assert code_of(approve, run=requested, by=april) == "not_requested"
        request_approval(run=run, by=fiona)

    def test_cancelled_runs_reopen_theirs_and_issue_nothing(self, requested, fiona, april):
        assert code_of(cancel_run, run=requested, by=fiona, reason="") == "no_reason"
        cancel_run(run=requested, by=fiona, reason="wrong month")
        assert Period.objects.get().state == "open"
        assert code_of(approve, run=requested, by=april) == "not_requested"
        assert issue_run(run_id=requested.pk) == 0
        assert not Statement.objects.exists()

    def test_an_approved_run_is_past_cancelling(self, requested, fiona, april):
        approve(requested, april)
        for act in (cancel_run, send_back_run):
            assert code_of(act, run=requested, by=fiona, reason="too late") in {
                "wrong_state",
                "not_requested",
            }
        assert code_of(resettle, run=requested, by=fiona) == "wrong_state"

    def test_a_cancelled_run_no_longer_settles(self, hosted, fiona):
        run = settled_run(SEPTEMBER, fiona, hosted)
        resettle(run=run, by=fiona)
        cancel_run(run=run, by=fiona, reason="wrong month")
        settle_all(run)
        assert (run.state, run.settlements.get().state) == ("cancelled", "cancelled")
