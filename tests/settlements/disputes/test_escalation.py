"""Second level, then the agreement's step, then a decision from outside that two people enter."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements.models import OperationalTerms
from portal.notices.models import Mail
from portal.refused import Refused
from settlements.adjustments.models import Adjustment
from settlements.balances.read import held_for
from settlements.disputes import escalate_dispute as escalating
from settlements.disputes.accept_outcome import accept_outcome
from settlements.disputes.assign_dispute import assign_dispute
from settlements.disputes.confirm_decision import confirm_decision
from settlements.disputes.drop_decision import drop_decision
from settlements.disputes.escalate_dispute import escalate_dispute
from settlements.disputes.models import Dispute
from settlements.disputes.record_decision import record_decision
from settlements.disputes.refuse_outcome import refuse_outcome
from settlements.disputes.withdraw_dispute import withdraw_dispute
from tests.settlements.disputes.later import days_later
from tests.settlements.disputes.steps import propose


def refused(found: Dispute, by, signatory) -> Dispute:
    found = propose(found, by, "160.00")
    return refuse_outcome(by=signatory, dispute=found, version=found.version, reason="No.")


def escalated(found: Dispute, by, **more) -> Dispute:
    found.refresh_from_db()
    return escalate_dispute(by=by, dispute=found, version=found.version, reason="We do not agree.", **more)


def decided(found: Dispute, by, amount: str = "170.00", **more) -> Dispute:
    found.refresh_from_db()
    facts = {
        "agreed": {row.pk: Decimal(amount) for row in found.lines.all()},
        "text": "The arbitrator decided so.",
        "on_date": timezone.now().date(),
        "file": SimpleUploadedFile("award.txt", b"The claim is upheld in part.\n"),
        **more,
    }
    return record_decision(by=by, dispute=found, version=found.version, **facts)


def code_of(act) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


class TestSecondLevel:
    def test_after_a_refusal_a_colleague_proposes(self, doubted, dora, doris, fred, sigrid):
        found = escalated(refused(doubted, dora, sigrid), fred)
        assert (found.state, found.level, found.waits_for) == ("escalated", 2, "licensor")
        assert held_for(found.number) == Decimal("50.00")
        assert code_of(lambda: propose(found, dora, "170.00")) == "same_person"
        found = propose(found, doris, "170.00")
        assert accept_outcome(by=sigrid, dispute=found, version=found.version).state == "resolved"
        assert set(Mail.objects.filter(kind="dispute_escalated").values_list("to", flat=True)) == {
            dora.email,
            doris.email,
        }

    def test_after_a_missed_day(self, doubted, dora, fred, monkeypatch):
        assert code_of(lambda: escalated(doubted, dora)) == "too_early"
        days_later(monkeypatch, 7)
        assert escalated(doubted, dora).level == 2

    def test_nobody_looks_after_it_then(self, doubted, dora, doris, sigrid, fred):
        assign_dispute(by=dora, dispute=doubted, to=dora)
        found = escalated(refused(doubted, dora, sigrid), fred)
        assert found.assigned_to is None
        assert code_of(lambda: assign_dispute(by=doris, dispute=found, to=dora)) == "same_person"
        assert assign_dispute(by=dora, dispute=found, to=doris).assigned_to == doris

    def test_without_a_next_step_it_goes_no_further(self, doubted, dora, doris, sigrid, fred):
        found = escalated(refused(doubted, dora, sigrid), fred)
        found = refused(found, doris, sigrid)
        assert code_of(lambda: escalated(found, fred)) == "no_step"
        assert propose(found, doris, "180.00").state == "proposed"

    def test_withdrawn_from_there(self, doubted, dora, sigrid, fred):
        found = escalated(refused(doubted, dora, sigrid), fred)
        withdraw_dispute(by=dora, dispute=found, version=found.version, reason="Found.")
        assert held_for(found.number) == 0

    def test_who_may(self, doubted, dora, sigrid, adam, vera):
        found = refused(doubted, dora, sigrid)
        for person in (sigrid, adam, vera):
            with pytest.raises(PermissionDenied):
                escalated(found, person)


class TestOutside:
    @pytest.fixture(autouse=True)
    def _step(self, payable, monkeypatch):
        terms = OperationalTerms(escalation="arbitration", escalation_rules="Geneva, ICC rules")
        monkeypatch.setattr(escalating, "operations_on", lambda agreement, day: terms)

    @pytest.fixture
    def outside(self, doubted, dora, doris, sigrid, fred) -> Dispute:
        found = escalated(refused(doubted, dora, sigrid), fred)
        found = refused(found, doris, sigrid)
        return escalated(found, fred, on_date=timezone.now().date())

    def test_the_day_it_was_begun_is_kept(self, outside):
        assert (outside.state, outside.level, outside.waits_for, outside.due_date) == (
            "escalated",
            3,
            "",
            None,
        )
        assert outside.changes.latest("pk").on_date == timezone.now().date()

    def test_a_day_is_needed(self, doubted, dora, doris, sigrid, fred):
        found = refused(escalated(refused(doubted, dora, sigrid), fred), doris, sigrid)
        tomorrow = timezone.now().date() + timedelta(days=1)
        for day in (None, tomorrow, tomorrow - timedelta(days=300)):
            assert code_of(lambda day=day: escalated(found, fred, on_date=day)) == "no_day"

    def test_what_came_of_it_may_be_proposed_by_anybody(self, outside, dora, sigrid):
        found = propose(outside, dora, "170.00", text="As the mediator says.")
        assert accept_outcome(by=sigrid, dispute=found, version=found.version).state == "resolved"
        assert Adjustment.objects.get().amount == Decimal("-30.00")

    def test_a_decision_is_entered_by_one_and_confirmed_by_another(self, outside, dora, doris, fred):
        found = decided(outside, dora)
        assert (found.state, held_for(found.number)) == ("decided", Decimal("50.00"))
        assert not Adjustment.objects.exists()
        with pytest.raises(PermissionDenied):
            confirm_decision(by=dora, dispute=found, version=found.version)
        found = confirm_decision(by=doris, dispute=found, version=found.version)
        assert (found.state, held_for(found.number)) == ("resolved", Decimal("30.00"))
        assert Adjustment.objects.get().amount == Decimal("-30.00")

    def test_one_that_is_wrong_is_dropped_and_entered_anew(self, outside, dora, doris):
        found = decided(outside, dora)
        found = drop_decision(by=doris, dispute=found, version=found.version, reason="It says 180.")
        assert (found.state, found.level) == ("escalated", 3)
        found = decided(found, dora, "180.00")
        found = confirm_decision(by=doris, dispute=found, version=found.version)
        assert Adjustment.objects.get().amount == Decimal("-20.00")

    def test_what_a_decision_needs(self, outside, dora):
        tomorrow = timezone.now().date() + timedelta(days=1)
        assert code_of(lambda: decided(outside, dora, file=None)) == "no_evidence"
        assert code_of(lambda: decided(outside, dora, text=" ")) == "no_reason"
        assert code_of(lambda: decided(outside, dora, on_date=tomorrow)) == "no_day"
        assert code_of(lambda: decided(outside, dora, "170.005")) == "bad_amount"

    def test_a_decided_dispute_is_not_withdrawn(self, outside, dora, fred):
        found = decided(outside, dora)
        with pytest.raises(Refused) as refusal:
            withdraw_dispute(by=dora, dispute=found, version=found.version, reason="Found.")
        assert refusal.value.code == "wrong_state"

    def test_no_decision_before_it_is_outside(self, doubted, dora):
        assert code_of(lambda: decided(doubted, dora)) == "wrong_state"

    def test_nobody_of_the_licensor_confirms_a_proposal(self, outside, dora, doris):
        found = propose(outside, dora, "170.00")
        assert code_of(lambda: confirm_decision(by=doris, dispute=found, version=found.version)) == (
            "wrong_state"
        )

    def test_no_signatory_accepts_what_waits_for_a_second_person(self, outside, dora, sigrid):
        found = decided(outside, dora)
        assert code_of(lambda: accept_outcome(by=sigrid, dispute=found, version=found.version)) == (
            "wrong_state"
        )
