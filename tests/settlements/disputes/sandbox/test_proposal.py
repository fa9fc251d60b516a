"""From changed facts to a proposal, its acceptance, and the next run's statement, to the cent."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.adjustments.models import Adjustment
from settlements.balances.read import held_for
from settlements.disputes.accept_outcome import accept_outcome
from settlements.disputes.effect_of import effect_of
from settlements.disputes.outcome_of import outcome_of
from settlements.disputes.propose_outcome import propose_outcome
from settlements.disputes.refuse_outcome import refuse_outcome
from settlements.disputes.sandbox.access import standing_basis
from settlements.disputes.sandbox.basis_shown import basis_shown
from settlements.disputes.sandbox.brings import brings_to, corrected_before
from settlements.disputes.sandbox.models import DisputeProposalBasis
from settlements.disputes.sandbox.recompute import recompute
from settlements.disputes.withdraw_dispute import withdraw_dispute
from tests.factories.agreements import share
from tests.settlements.disputes.sandbox.steps import of_terms, tier_is, usage_is
from tests.settlements.disputes.steps import OCTOBER, agreed, dispute, free, issued, propose, resolve


def proposed_with(found, by, changes, *, with_rest=False):
    found.refresh_from_db()
    amounts = brings_to(found, recompute(found.statement, changes)).amounts(with_rest=with_rest)
    return propose_outcome(
        by=by, dispute=found, version=found.version, agreed=amounts, text="Recomputed.", basis=changes
    )


def agreed_amounts(found) -> list[str]:
    return [f"{row.agreed_amount:.2f}" for row in found.lines.order_by("pk")]


def test_the_whole_way(payable, dora, fred, sigrid, fiona):
    """Staff doubt 50.00; the logs show 833.35 of 1,000.00: 20 % are 166.67, so 33.33 less."""
    changes = [usage_is(payable, "DE", "gross_revenue", "833.35")]
    found = dispute(payable, dora, DE="150.00")
    recomputed = recompute(payable, changes)
    brings = brings_to(found, recomputed)
    outcome = outcome_of(found, brings.amounts())
    assert (recomputed.due.change, outcome.due_change) == (Decimal("-33.33"), Decimal("-33.33"))
    assert (outcome.adjustment, outcome.released) == (Decimal("-33.33"), Decimal("16.67"))
    row = proposed_with(found, dora, changes)
    assert agreed_amounts(row) == ["166.67"]
    assert row.agreed_effect == Decimal("33.33")
    accept_outcome(by=sigrid, dispute=row, version=row.version)
    assert held_for(found.number) == Decimal("33.33")
    october = issued(payable.agreement, fiona, "1000.00", label=OCTOBER)
    assert october.due_now == Decimal("166.67")  # 200.00 − 33.33
    assert free(payable) == Decimal("300.00")  # together 466.67: 266.67 of September and 200.00
    assert [each.amount for each in Adjustment.objects.filter(reference=found.number)] == [-outcome.effect]


def test_what_it_was_recomputed_with_is_kept(doubted, dora):
    changes = [usage_is(doubted.statement, "DE", "gross_revenue", "833.35"), tier_is("rate", "0.2")]
    row = proposed_with(doubted, dora, changes)
    basis = standing_basis(row)
    assert basis is not None
    assert basis.partner == row.partner
    assert basis.change.to_state == "proposed"
    assert basis.in_short() == ["gross_revenue b1: 1000 → 833.35"]  # the rate was 20 % already
    [line] = basis.figures["disputed"]
    assert (line["position"], line["issued"], line["now"]) == (1, "200.00", "166.67")
    assert basis.figures["others"] == []
    assert basis.figures["rungs"] == {"due_now": {"issued": "300.00", "now": "266.67"}}
    event = AuditEvent.objects.get(event="outcome.proposed")
    assert event.details["recomputed_with"] == basis.in_short()
    with pytest.raises(DatabaseError), transaction.atomic():
        DisputeProposalBasis.objects.update(changes=[])
    with pytest.raises(DatabaseError), transaction.atomic():
        basis.delete()


def test_a_proposal_without_recomputing_has_none(doubted, dora):
    proposed_with(doubted, dora, [tier_is("rate", "0.1")])
    row = propose(doubted, dora, "170.00")
    assert standing_basis(row) is None
    assert DisputeProposalBasis.objects.count() == 1


def test_it_is_shown_while_it_stands(doubted, dora, sigrid):
    assert basis_shown(doubted) is None
    row = proposed_with(doubted, dora, [tier_is("rate", "0.1")])
    assert str(basis_shown(row)["words"][0]) == "Rate of clause 4.1: <bdi>10%</bdi> instead of <bdi>20%</bdi>"
    row = refuse_outcome(by=sigrid, dispute=row, version=row.version, reason="No.")
    assert basis_shown(row) is not None
    row = withdraw_dispute(by=dora, dispute=row, version=row.version, reason="It was right.")
    assert standing_basis(row) is None


def test_two_who_propose_at_once(doubted, dora):
    """Who saw the version before is refused, and keeps nothing."""
    [line] = doubted.lines.all()
    propose(doubted, dora, "170.00")
    about = {"by": dora, "dispute": doubted, "agreed": {line.pk: Decimal("160.00")}, "text": "So."}
    with pytest.raises(Refused) as refusal, transaction.atomic():
        propose_outcome(version=1, basis=[tier_is("rate", "0.1")], **about)
    assert refusal.value.code == "stale"
    assert not DisputeProposalBasis.objects.exists()


def test_facts_that_cannot_be_propose_nothing(doubted, dora):
    [line] = doubted.lines.all()
    about = {"by": dora, "dispute": doubted, "agreed": {line.pk: Decimal("160.00")}, "text": "So."}
    with pytest.raises(Refused) as refusal, transaction.atomic():
        propose_outcome(version=doubted.version, basis=[tier_is("rate", "0.1", rule="other")], **about)
    assert refusal.value.code == "names_nothing"
    doubted.refresh_from_db()
    assert doubted.state == "open"


def test_a_line_that_nobody_disputes_changes_too(hosta, fiona, dora, fred):
    """Over the border Germany comes to 281.67 and Indonesia, undisputed, from 100.00 to 108.33."""
    statement = issued(of_terms(hosta, share(("1500", "0.20"), "0.30")), fiona, "1000.00", "500.00")
    found = dispute(statement, fred, DE="300.00", no_line="10.00")
    brings = brings_to(found, recompute(statement, [usage_is(statement, "DE", "gross_revenue", "1300.00")]))
    assert [line.position for line in brings.others] == [2]
    assert brings.rest == Decimal("8.33")
    assert list(brings.amounts().values()) == [Decimal("281.67"), Decimal("0.00")]
    with_rest = brings.amounts(with_rest=True)
    assert list(with_rest.values()) == [Decimal("281.67"), Decimal("8.33")]
    assert outcome_of(found, with_rest).due_change == Decimal("90.00")  # 390.00 − 300.00


def test_without_a_claim_that_is_no_line_the_rest_stays_out(hosta, fiona, fred):
    statement = issued(of_terms(hosta, share(("1500", "0.20"), "0.30")), fiona, "1000.00", "500.00")
    found = dispute(statement, fred, DE="300.00")
    brings = brings_to(found, recompute(statement, [usage_is(statement, "DE", "gross_revenue", "1300.00")]))
    assert (brings.no_line, brings.rest) == (None, Decimal("8.33"))
    assert list(brings.amounts(with_rest=True).values()) == [Decimal("281.67")]


def test_under_a_guarantee_the_rest_takes_it_back(hosta, fiona, fred):
    """The line gains 50.00, the shortfall loses them: what is due stays 500.00."""
    terms = agreed(hosta, minimum_guarantee={"amount": "500.00", "per": "period"})
    statement = issued(terms, fiona, "1000.00", "500.00")
    found = dispute(statement, fred, DE="260.00", no_line="1.00")
    recomputed = recompute(statement, [usage_is(statement, "DE", "gross_revenue", "1250.00")])
    brings = brings_to(found, recomputed)
    assert recomputed.due.change == 0
    assert outcome_of(found, brings.amounts()).due_change == Decimal("50.00")
    assert [(each.name, each.change) for each in brings.limits] == [
        ("guarantee_shortfall", Decimal("-50.00"))
    ]
    assert outcome_of(found, brings.amounts(with_rest=True)).due_change == 0


def test_yen(hosta, fiona, fred, dora):
    statement = issued(agreed(hosta, currency="JPY"), fiona, "1000", "500")
    found = dispute(statement, fred, DE="260")
    row = proposed_with(found, dora, [usage_is(statement, "DE", "gross_revenue", "1003")])
    assert [row.agreed_amount for row in row.lines.all()] == [201]
    assert effect_of(statement, []) == 0
    assert row.agreed_effect == -1


def test_several_lines(payable, fred, dora, sigrid, fiona):
    """25 % of 1,100.00 and of 500.00: 75.00 and 25.00 more, after the statement was paid or not."""
    found = dispute(payable, fred, DE="260.00", ID="130.00")
    changes = [tier_is("rate", "0.25"), usage_is(payable, "DE", "gross_revenue", "1100.00")]
    row = proposed_with(found, dora, changes)
    assert agreed_amounts(row) == ["275.00", "125.00"]
    accept_outcome(by=sigrid, dispute=row, version=row.version)
    october = issued(payable.agreement, fiona, "1000.00", label=OCTOBER)
    assert october.due_now == Decimal("300.00")  # 200.00 + 75.00 + 25.00


def test_an_outcome_before_it_stays(payable, dora, fred, sigrid):
    """Germany was brought from 200.00 to 190.00; 10 % more revenue adds 20.00 to that."""
    resolve(dispute(payable, dora, DE="150.00"), dora, sigrid, "190.00")
    found = dispute(payable, fred, DE="220.00")
    recomputed = recompute(payable, [usage_is(payable, "DE", "gross_revenue", "1100.00")])
    [each] = brings_to(found, recomputed).disputed
    assert each.amount == Decimal("210.00")
    assert corrected_before(found) == [(1, Decimal("-10.00"))]
    assert outcome_of(found, {each.row.pk: each.amount}).due_change == Decimal("20.00")


def test_the_statement_stays(doubted, dora, sigrid):
    statement = doubted.statement
    before = statement.input_document, statement.result_document, statement.digest
    row = proposed_with(doubted, dora, [tier_is("rate", "0.1")])
    accept_outcome(by=sigrid, dispute=row, version=row.version)
    statement.refresh_from_db()
    assert before == (statement.input_document, statement.result_document, statement.digest)
