"""An outcome reaches the next statement, and what was held is paid or not, to the cent."""

from decimal import Decimal

import pytest

from portal.refused import Refused
from settlements.adjustments.models import Adjustment
from settlements.adjustments.waiting import waiting
from settlements.balances.read import claims_on, held_for
from settlements.disputes.accept_outcome import accept_outcome
from settlements.disputes.models import DisputedLine
from settlements.disputes.outcome_of import outcome_of
from settlements.disputes.refuse_outcome import refuse_outcome
from tests.settlements.disputes.steps import OCTOBER, agreed, dispute, free, issued, propose, resolve


def amounts(found) -> list[Decimal]:
    return [each.amount for each in Adjustment.objects.filter(reference=found.number)]


def test_upheld_in_full(payable, dora, sigrid, fiona):
    """50.00 too much was stated: they stay held, and the next statement takes them back."""
    found = resolve(dispute(payable, dora, DE="150.00"), dora, sigrid, "150.00")
    assert amounts(found) == [Decimal("-50.00")]
    assert held_for(found.number) == Decimal("50.00")
    october = issued(payable.agreement, fiona, "1000.00", label=OCTOBER)
    assert october.due_now == Decimal("150.00")  # 200.00 − 50.00
    assert held_for(found.number) == 0
    assert free(payable) == Decimal("300.00")  # and with October's 150.00 that is 450.00: 500.00 − 50.00
    assert Adjustment.objects.get().settled_in == october.number


def test_partly_upheld_to_the_cent(payable, dora, sigrid):
    """Of 50.00 in doubt 33.33 were right to doubt: 16.67 are free at once."""
    found = dispute(payable, dora, DE="150.00")
    [line] = found.lines.all()
    outcome = outcome_of(found, {line.pk: Decimal("166.67")})
    assert (outcome.adjustment, outcome.effect) == (Decimal("-33.33"), Decimal("33.33"))
    assert (outcome.kept, outcome.released) == (Decimal("33.33"), Decimal("16.67"))
    resolve(found, dora, sigrid, "166.67")
    assert amounts(found) == [Decimal("-33.33")]
    assert held_for(found.number) == Decimal("33.33")
    assert free(payable) == Decimal("266.67")


def test_rejected(payable, dora, sigrid):
    found = resolve(dispute(payable, dora, DE="150.00"), dora, sigrid, "200.00")
    assert found.state == "resolved"
    assert amounts(found) == []
    assert held_for(found.number) == 0
    assert free(payable) == Decimal("300.00")


def test_a_claim_for_more_partly_upheld_and_paid(payable, fred, dora, sigrid, fiona):
    found = resolve(dispute(payable, fred, DE="260.00"), dora, sigrid, "230.01")
    assert claims_on(payable.number) == []
    assert amounts(found) == [Decimal("30.01")]
    october = issued(payable.agreement, fiona, "1000.00", label=OCTOBER)
    assert october.due_now == Decimal("230.01")
    assert october.result_document["ladder"]["adjustments"] == "30.01"


def test_what_a_partner_owes(receivable, fred, dora, sigrid, fiona):
    """50.00 of 300.00 are doubted, 20.00 rightly: 30.00 are asked for again at once, 20.00 wait."""
    found = resolve(dispute(receivable, fred, DE="150.00"), dora, sigrid, "180.00")
    assert free(receivable) == Decimal("280.00")
    assert held_for(found.number) == Decimal("20.00")
    october = issued(receivable.agreement, fiona, "1000.00", label=OCTOBER)
    assert october.due_now == Decimal("180.00")  # 200.00 − 20.00
    assert free(receivable) == Decimal("300.00")  # together 480.00: 500.00 − 20.00


def test_several_lines_and_what_is_no_line(payable, fred, dora, sigrid):
    found = dispute(payable, fred, DE="260.00", ID="90.00", no_line="12.34")
    assert found.effect == Decimal("-62.34")  # +60.00 − 10.00 + 12.34
    resolve(found, dora, sigrid, "200.00", "90.00", "12.34")
    assert amounts(found) == [Decimal("-10.00"), Decimal("12.34")]
    named = waiting(payable.agreement).order_by("pk")
    assert [(each.line_key != "", each.clause) for each in named] == [(True, "4.1"), (False, "")]
    assert all(each.statement == payable.number and each.kind == "dispute" for each in named)


def test_one_line_up_and_one_down_keeps_what_their_effect_needs(payable, dora, sigrid):
    """Doubted by 70.00; agreed: Germany 30.00 less, Indonesia 10.00 more. 20.00 stay held."""
    found = dispute(payable, dora, DE="150.00", ID="80.00")
    assert held_for(found.number) == Decimal("70.00")
    resolve(found, dora, sigrid, "170.00", "110.00")
    assert held_for(found.number) == Decimal("20.00")
    assert sorted(amounts(found)) == [Decimal("-30.00"), Decimal("10.00")]


def test_the_threshold_holds_all_and_lets_go_of_most(hosta, fiona, dora, sigrid):
    """Claimed, 250.00 would be below the threshold of 280.00; agreed, 290.00 is not."""
    statement = issued(agreed(hosta, payout_threshold="280.00"), fiona, "1000.00", "500.00")
    found = dispute(statement, dora, DE="150.00")
    assert held_for(found.number) == Decimal("300.00")
    resolve(found, dora, sigrid, "190.00")
    assert held_for(found.number) == Decimal("10.00")
    assert free(statement) == Decimal("290.00")


def test_lines_are_free_for_another_dispute(payable, dora, sigrid, fred):
    found = resolve(dispute(payable, dora, DE="150.00"), dora, sigrid, "190.00")
    assert not DisputedLine.objects.filter(dispute=found, live=True).exists()
    assert dispute(payable, fred, DE="210.00").number == "DSP-2026-000002"


def test_a_proposal_posts_nothing_and_a_new_one_takes_its_place(payable, dora, sigrid):
    found = propose(dispute(payable, dora, DE="150.00"), dora, "160.00")
    assert (found.state, found.version, found.agreed_effect) == ("proposed", 2, Decimal("40.00"))
    assert held_for(found.number) == Decimal("50.00")
    found = propose(found, dora, "170.00", text="We looked again.")
    assert (found.version, found.agreed_effect, found.proposal) == (3, Decimal("30.00"), "We looked again.")
    found = refuse_outcome(by=sigrid, dispute=found, version=3, reason="Our logs differ.")
    assert found.state == "refused"
    assert held_for(found.number) == Decimal("50.00")
    found = resolve(found, dora, sigrid, "180.00")
    assert amounts(found) == [Decimal("-20.00")]
    assert [each.to_state for each in found.changes.all()] == [
        "open",
        "proposed",
        "proposed",
        "refused",
        "proposed",
        "resolved",
    ]


def test_a_proposal_says_all_and_says_it_right(doubted, dora):
    [line] = doubted.lines.all()
    for code, given in (("not_every_line", {}), ("bad_amount", {line.pk: Decimal("1.001")})):
        with pytest.raises(Refused) as refusal:
            outcome_of(doubted, given)
        assert refusal.value.code == code


def test_accepting_what_one_did_not_see(doubted, dora, sigrid):
    """The proposal changed while the signatory looked at the first one."""
    seen = propose(doubted, dora, "160.00")
    propose(doubted, dora, "170.00")
    with pytest.raises(Refused) as refusal:
        accept_outcome(by=sigrid, dispute=seen, version=seen.version)
    assert refusal.value.code == "stale"
    assert not Adjustment.objects.exists()
