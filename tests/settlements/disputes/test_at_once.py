"""Two people at the same time: one dispute of a line, one acceptance, the money once."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.accounts.roles import PartnerRole
from portal.notices.models import Mail
from portal.refused import Refused
from settlements.adjustments.models import Adjustment
from settlements.balances.read import claims_on, held_for
from settlements.disputes.accept_outcome import accept_outcome
from settlements.disputes.ask_information import ask_information
from settlements.disputes.confirm_decision import confirm_decision
from settlements.disputes.expire_dispute import expire_dispute
from settlements.disputes.give_information import give_information
from settlements.disputes.models import Dispute, DisputeChange
from settlements.disputes.record_decision import record_decision
from settlements.disputes.remind_of_disputes import remind_of_disputes
from settlements.disputes.withdraw_dispute import withdraw_dispute
from tests.factories.accounts import make_member
from tests.settlements.disputes.later import days_later
from tests.settlements.disputes.steps import dispute, propose
from tests.settlements.runs.test_at_once import at_once


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_accept(self, doubted, dora, hosta):
        found = propose(doubted, dora, "166.67")
        people = [
            make_member(f"s{n}@hosta.example", f"S {n}", hosta, PartnerRole.SIGNATORY) for n in range(4)
        ]
        outcomes = at_once([lambda by=by: accept_outcome(by=by, dispute=found, version=2) for by in people])
        refused = [each.code for each in outcomes if isinstance(each, Refused)]
        assert (len(refused), set(refused) <= {"wrong_state", "stale"}) == (3, True)
        assert Adjustment.objects.get().amount == Decimal("-33.33")
        assert held_for(found.number) == Decimal("33.33")
        assert DisputeChange.objects.filter(dispute=found, to_state="resolved").count() == 1

    def test_accepted_and_withdrawn(self, doubted, dora, sigrid):
        """One of the two, never half of both."""
        found = propose(doubted, dora, "166.67")
        at_once(
            [
                lambda: accept_outcome(by=sigrid, dispute=found, version=2),
                lambda: withdraw_dispute(by=dora, dispute=found, version=2, reason="Found."),
            ]
        )
        found.refresh_from_db()
        held = {"resolved": Decimal("33.33"), "withdrawn": Decimal(0)}[found.state]
        assert held_for(found.number) == held
        assert Adjustment.objects.count() == (found.state == "resolved")

    def test_two_dispute_a_line(self, payable, dora, fred):
        outcomes = at_once(
            [lambda: dispute(payable, dora, DE="150.00"), lambda: dispute(payable, fred, DE="260.00")]
        )
        assert [each.code for each in outcomes if isinstance(each, Refused)] == ["line_disputed"]
        assert Dispute.objects.get().number == "DSP-2026-000001"

    def test_answered_and_expired(self, payable, dora, fred, monkeypatch):
        """At the last moment: the answer counts or comes too late, never both."""
        found = dispute(payable, fred, DE="260.00")
        found = ask_information(by=dora, dispute=found, version=1, text="Which days?")
        days_later(monkeypatch, 31)
        outcomes = at_once(
            [
                lambda: expire_dispute(dispute=found),
                lambda: give_information(by=fred, dispute=found, text="The 28th."),
            ]
        )
        found.refresh_from_db()
        refused = [each.code for each in outcomes if isinstance(each, Refused)]
        assert (found.state, refused) in (("review", []), ("expired", ["wrong_state"]))
        assert found.changes.count() == found.version == 3
        assert bool(claims_on(payable.number)) == (found.state == "review")

    def test_two_confirm_a_decision(self, doubted, dora, doris, hosta):
        Dispute.objects.update(level=Dispute.Level.OUTSIDE, state=Dispute.State.ESCALATED)
        doubted.refresh_from_db()
        found = record_decision(
            by=dora,
            dispute=doubted,
            version=1,
            agreed={row.pk: Decimal("166.67") for row in doubted.lines.all()},
            text="So it was decided.",
            on_date=timezone.now().date(),
            file=SimpleUploadedFile("award.txt", b"As decided.\n"),
        )
        outcomes = at_once([lambda: confirm_decision(by=doris, dispute=found, version=2)] * 3)
        refused = [each.code for each in outcomes if isinstance(each, Refused)]
        assert (len(refused), set(refused) <= {"wrong_state", "stale"}) == (2, True)
        assert Adjustment.objects.get().amount == Decimal("-33.33")

    def test_reminded_by_two_at_once(self, payable, dora, fred, monkeypatch):
        dispute(payable, fred, DE="260.00")
        days_later(monkeypatch, 9)
        assert sum(at_once([remind_of_disputes] * 3)) == 1
        assert Mail.objects.filter(kind="dispute_reminder").count() == 1
