"""What is in doubt waits, at once and in the books; the rest goes on."""

from decimal import Decimal

import pytest

from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.balances.models import ContingentClaim
from settlements.balances.read import claims_on, held_for, held_on
from settlements.disputes.models import Dispute, DisputeChange, Message
from settlements.disputes.open_dispute import open_dispute
from settlements.disputes.withdraw_dispute import withdraw_dispute
from settlements.payouts.approve_batch import approve_batch
from settlements.payouts.models import Payout
from settlements.payouts.prepare_payouts import prepare_payouts
from tests.factories.agreements import second_person
from tests.settlements.disputes.steps import agreed, claims, dispute, free, issued


def paid_out(fiona) -> Payout:
    """What is unpaid now, approved for payment."""
    made = prepare_payouts(by=fiona)
    [payout], batch = made.payouts, made.batch
    approve_batch(batch_id=batch.pk, by=second_person(), version=batch.version, fingerprint=batch.fingerprint)
    payout.refresh_from_db()
    return payout


def test_staff_doubt_part_of_a_payable(payable, dora, finn):
    found = dispute(payable, dora, DE="150.00")
    assert found.number == "DSP-2026-000001"
    assert (found.side, found.state, found.version) == ("licensor", "open", 1)
    assert held_for(found.number) == Decimal("50.00")
    assert free(payable) == Decimal("250.00")
    assert claims_on(payable.number) == []


def test_the_partner_claims_more(payable, fred):
    found = dispute(payable, fred, DE="260.00")
    assert (found.side, found.effect) == ("partner", Decimal("-60.00"))
    assert held_on(payable.number) == []
    assert free(payable) == Decimal("300.00")
    [claim] = claims_on(payable.number)
    assert (claim.reference, claim.amount, claim.currency) == (found.number, Decimal("60.00"), "USD")


def test_the_partner_doubts_what_it_owes(receivable, fred):
    """What is in doubt leaves what it is asked to pay."""
    found = dispute(receivable, fred, DE="150.00")
    assert held_for(found.number) == Decimal("50.00")
    assert free(receivable) == Decimal("250.00")


def test_staff_claim_more_of_a_receivable(receivable, dora):
    found = dispute(receivable, dora, DE="260.00")
    assert free(receivable) == Decimal("300.00")
    assert claims_on(receivable.number)[0].amount == Decimal("60.00")
    assert held_for(found.number) == 0


def test_an_effect_of_nothing_holds_nothing(hosta, fiona, fred):
    statement = issued(agreed(hosta, payout_threshold="500.00"), fiona, "1000.00", "500.00")
    found = dispute(statement, fred, DE="250.00")
    assert (found.effect, held_for(found.number)) == (0, 0)
    assert claims_on(statement.number)[0].amount == 0


def test_two_disputes_hold_at_most_what_there_is(payable, dora):
    """200.00 are held for Germany, so of Indonesia's 300.00 in doubt 100.00 can be."""
    first = dispute(payable, dora, DE="0.00")
    second = dispute(payable, dora, ID="-200.00")
    assert held_for(first.number) == Decimal("200.00")
    assert second.effect == Decimal("300.00")
    assert held_for(second.number) == Decimal("100.00")
    assert free(payable) == 0


def test_a_dispute_after_the_payout_holds_nothing(payable, dora, fiona):
    assert paid_out(fiona).amount == Decimal("300.00")
    found = dispute(payable, dora, DE="150.00")
    assert (found.effect, held_for(found.number)) == (Decimal("50.00"), 0)


def test_the_payout_leaves_out_what_is_held(payable, dora, fiona):
    dispute(payable, dora, DE="150.00")
    assert paid_out(fiona).amount == Decimal("250.00")


def test_a_line_is_in_one_live_dispute(payable, dora, fred):
    first = dispute(payable, dora, DE="150.00")
    with pytest.raises(Refused) as refusal:
        dispute(payable, fred, DE="260.00", ID="120.00")
    assert refusal.value.code == "line_disputed"
    assert first.number in refusal.value.sentence
    withdraw_dispute(by=dora, dispute=first, version=1, reason="We found the rows.")
    assert dispute(payable, fred, DE="260.00").state == "open"


def test_withdrawing_frees_everything(payable, dora, fred):
    held = dispute(payable, dora, DE="150.00")
    claimed = dispute(payable, fred, ID="120.00")
    withdraw_dispute(by=dora, dispute=held, version=1, reason="We found the rows.")
    withdraw_dispute(by=fred, dispute=claimed, version=1, reason="Our mistake.")
    assert free(payable) == Decimal("300.00")
    assert claims_on(payable.number) == []
    assert set(Dispute.objects.values_list("state", flat=True)) == {"withdrawn"}


WRONG = {
    "nothing_claimed": {},
    "same_amount": {"DE": "200.00"},
    "bad_amount": {"DE": "150.005"},
}


@pytest.mark.parametrize("code, claimed", WRONG.items())
def test_what_cannot_be_claimed(payable, fred, code, claimed):
    with pytest.raises(Refused) as refusal:
        dispute(payable, fred, **claimed)
    assert refusal.value.code == code
    assert not Dispute.objects.exists()


def test_what_is_no_line_is_claimed_once(payable, fred):
    twice = claims(payable, no_line="10.00") * 2
    with pytest.raises(Refused) as refusal:
        open_dispute(by=fred, statement=payable, claims=twice, category="usage", text="x")
    assert refusal.value.code == "claimed_twice"


def test_who_when_why_is_kept(payable, dora):
    found = dispute(payable, dora, DE="150.00")
    [change] = DisputeChange.objects.filter(dispute=found)
    assert (change.from_state, change.to_state, change.by) == ("", "open", dora)
    assert Message.objects.get(dispute=found).text == "We doubt it."
    event = AuditEvent.objects.filter(partner=payable.partner).latest("pk")
    assert (event.event, event.subject, event.actor) == ("dispute.opened", found.number, dora)
    assert event.details["held"] == "50.0000"
    assert not ContingentClaim.objects.exists()
