"""Many at the same time: one approval, and every late file wholly before it or wholly after."""

import pytest

from portal.accounts.roles import StaffRole
from portal.refused import Refused
from settlements.adjustments.models import Adjustment
from settlements.balances.verify_books import verify_books
from settlements.runs.restate.approve_restatement import approve_restatement
from settlements.runs.restate.compute_restatement import compute_restatement
from settlements.runs.restate.open_restatement import open_restatement
from settlements.statements.models import Statement
from tests.factories.accounts import make_staff
from tests.factories.usage import ATTESTATION, checked_report, reporter_of
from tests.settlements.restate.conftest import JANUARY, row
from tests.settlements.restate.steps import requested
from tests.settlements.runs.test_at_once import at_once
from usage.models import Report
from usage.submit_report import submit_report


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_exactly_one_approval_wins(self, quarter, corrected, fiona):
        found = requested(quarter, JANUARY, fiona)
        approvers = [
            make_staff(f"approver{n}@licensor.example", f"Approver {n}", StaffRole.APPROVER) for n in range(4)
        ]
        outcomes = at_once(
            [
                lambda by=by: approve_restatement(restatement=found, by=by, fingerprint=found.fingerprint)
                for by in approvers
            ]
        )
        refused = [each for each in outcomes if isinstance(each, Refused)]
        assert [each.code for each in refused] == ["not_requested"] * 3
        assert (Statement.objects.count(), Adjustment.objects.count()) == (6, 3)
        assert verify_books(thorough=True) == []

    def test_a_late_file_comes_before_or_after(self, quarter, corrected, fiona, april):
        """Before: the approval sees it and refuses. After: it waits as late for the next restatement."""
        found = requested(quarter, JANUARY, fiona)
        report = checked_report(quarter, JANUARY, [row(JANUARY, "7")])
        by = reporter_of(quarter, JANUARY)
        given = {"attestation": ATTESTATION, "completes_period": False}
        submitted, approved = at_once(
            [
                lambda: submit_report(report=report, by=by, **given),
                lambda: approve_restatement(restatement=found, by=april, fingerprint=found.fingerprint),
            ]
        )
        assert submitted.state == Report.State.LATE
        newest = Statement.objects.filter(period__label=JANUARY).order_by("version").last()
        assert not newest.reports.filter(pk=report.pk).exists()
        refused = isinstance(approved, Refused) and approved.code == "changed_since_computed"
        assert refused == (newest.version == 1)

    def test_one_is_begun_and_computed_once(self, quarter, corrected, fiona):
        given = {"agreement": quarter, "period_label": JANUARY, "reason": "late", "by": fiona, "queue": False}
        outcomes = at_once([lambda: open_restatement(**given)] * 3)
        (row_,) = [each for each in outcomes if not isinstance(each, Exception)]
        assert {each.code for each in outcomes if isinstance(each, Refused)} == {"restatement_exists"}
        at_once([lambda: compute_restatement(restatement_id=row_.pk)] * 3)
        row_.refresh_from_db()
        assert (row_.state, row_.attempts, row_.periods.count()) == ("ready", 1, 3)
