"""An outcome that the new figures contain is taken back, so that it does not count twice. By hand:

As issued January came to 120.00; a correction of its line, +280.05, brings it to 400.05. Then the late file
makes the very same of it (see test_by_hand): Δ +280.05, −40.00 and −140.00. April earns 10.00.

the correction still stands   10.00 + 280.05 + 100.05            = 390.10
it is contained               10.00 + 280.05 + 100.05 − 280.05   = 110.05
"""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.roles import StaffRole
from portal.refused import Refused
from settlements.adjustments.models import Adjustment
from settlements.balances.verify_books import verify_books
from settlements.disputes.claims import corrections_of
from settlements.runs.restate.approve_restatement import approve_restatement
from settlements.runs.restate.choose_contained import choose_contained
from settlements.runs.restate.compute_restatement import compute_restatement
from settlements.runs.restate.models import ContainedOutcome
from settlements.runs.restate.recompute_restatement import recompute_restatement
from settlements.runs.restate.request_restatement_approval import request_restatement_approval
from tests.factories.accounts import make_staff
from tests.factories.usage import submitted_report
from tests.settlements.restate.conftest import JANUARY, MARCH, row
from tests.settlements.restate.contained import april_of, contain, correct, outcome, request_and_approve
from tests.settlements.restate.steps import approve, computed, versions
from tests.settlements.runs.test_at_once import at_once


@pytest.mark.django_db
class TestByHand:
    def test_it_still_stands_unless_somebody_says_otherwise(self, quarter, restatement, fiona, april):
        request_and_approve(restatement, fiona, april)
        assert april_of(quarter, fiona, april).due_now == Decimal("390.10")
        assert list(verify_books(thorough=True)) == []

    def test_contained_it_is_taken_back(self, quarter, restatement, correction, fiona, april):
        contain(restatement, fiona)
        assert Adjustment.objects.count() == 1, "nothing before approval"
        request_and_approve(restatement, fiona, april)
        back = Adjustment.objects.get(reverses=outcome())
        assert (back.kind, back.reference, back.amount) == (
            "restatement",
            correction.number,
            Decimal("-280.05"),
        )
        assert (back.statement, back.line_key) == (outcome().statement, outcome().line_key)
        statement = april_of(quarter, fiona, april)
        assert statement.due_now == Decimal("110.05")
        assert {each.settled_in for each in Adjustment.objects.all()} == {statement.number}
        assert list(verify_books(thorough=True)) == []

    def test_the_next_dispute_begins_with_the_new_line(self, quarter, restatement, fiona, april):
        contain(restatement, fiona)
        request_and_approve(restatement, fiona, april)
        newest = versions(quarter, JANUARY)[1]
        assert newest.lines.get().amount == Decimal("400.05")
        assert corrections_of(newest) == {newest.lines.get().key: 0}

    def test_once(self, quarter, restatement, corrected, fiona, april):
        """A later restatement offers it no more."""
        contain(restatement, fiona)
        request_and_approve(restatement, fiona, april)
        submitted_report(quarter, JANUARY, [row(JANUARY, "700")], replaces=corrected)
        again = computed(quarter, JANUARY, fiona)
        with pytest.raises(Refused) as refused:
            contain(again, fiona)
        assert refused.value.code == "outcomes_changed"


@pytest.mark.django_db
class TestApproval:
    def test_who_chose_does_not_approve(self, restatement, fiona):
        both = make_staff("bo@licensor.example", "Bo", StaffRole.FINANCE, StaffRole.APPROVER)
        contain(restatement, both)
        requested = request_restatement_approval(restatement=restatement, by=fiona)
        with pytest.raises(PermissionDenied, match="which outcomes"):
            approve(requested, both)

    def test_the_fingerprint_holds_it(self, restatement, fiona, april):
        requested = request_restatement_approval(restatement=contain(restatement, fiona), by=fiona)
        ContainedOutcome.objects.all().delete()
        with pytest.raises(Refused) as refused:
            approve(requested, april)
        assert refused.value.code == "changed_since_shown"

    def test_only_in_review(self, restatement, fiona, april):
        request_restatement_approval(restatement=restatement, by=fiona)
        with pytest.raises(Refused) as refused:
            contain(restatement, fiona)
        assert refused.value.code == "wrong_state"

    def test_an_outcome_since_is_seen_first(self, quarter, restatement, fiona, april):
        correct(versions(quarter, MARCH)[0], fiona, april, "1.00")
        with pytest.raises(Refused, match="had an outcome") as refused:
            request_restatement_approval(restatement=restatement, by=fiona)
        assert refused.value.code == "changed_since_computed"

    def test_said_again_and_kept_when_computed_again(self, restatement, fiona):
        contain(restatement, fiona)
        contain(restatement, fiona)
        assert restatement.contained.count() == 1
        recompute_restatement(restatement=restatement, by=fiona)
        compute_restatement(restatement_id=restatement.pk)
        assert restatement.contained.count() == 1
        choose_contained(restatement=restatement, contained=[], by=fiona)
        assert restatement.contained.count() == 0

    def test_what_no_restatement_says_is_found(self, restatement, fiona, april):
        contain(restatement, fiona)
        request_and_approve(restatement, fiona, april)
        ContainedOutcome.objects.all().delete()
        found = [each.sentence for each in verify_books() if "taken back" in each.sentence]
        assert found == ["it is taken back, though no restatement says so"]


@pytest.mark.django_db(transaction=True)
def test_of_two_approvals_one_takes_it_back(quarter, correction, corrected, fiona):
    found = contain(computed(quarter, JANUARY, fiona), fiona)
    found = request_restatement_approval(restatement=found, by=fiona)
    approvers = [make_staff(f"a{n}@licensor.example", f"A {n}", StaffRole.APPROVER) for n in range(3)]
    given = {"restatement": found, "fingerprint": found.fingerprint}
    outcomes = at_once([lambda by=by: approve_restatement(by=by, **given) for by in approvers])
    assert sum(isinstance(each, Refused) for each in outcomes) == 2
    assert Adjustment.objects.filter(reverses__isnull=False).count() == 1
    assert list(verify_books(thorough=True)) == []
