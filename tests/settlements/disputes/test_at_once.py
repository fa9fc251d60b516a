"""Two people at the same time: one dispute of a line, one acceptance, the money once."""

from decimal import Decimal

import pytest

from portal.accounts.roles import PartnerRole
from portal.refused import Refused
from settlements.adjustments.models import Adjustment
from settlements.balances.read import held_for
from settlements.disputes.accept_outcome import accept_outcome
from settlements.disputes.models import Dispute, DisputeChange
from settlements.disputes.withdraw_dispute import withdraw_dispute
from tests.factories.accounts import make_member
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
