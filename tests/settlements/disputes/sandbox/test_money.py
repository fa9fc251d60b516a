"""What is due with other facts, beside what an outcome would pay: where they agree, and where they cannot."""

from decimal import Decimal

import pytest

from settlements.balances.read import held_for
from settlements.disputes.accept_outcome import accept_outcome
from settlements.disputes.outcome_of import outcome_of
from settlements.disputes.propose_outcome import propose_outcome
from settlements.disputes.sandbox.brings import brings_to
from settlements.disputes.sandbox.recompute import recompute
from tests.factories.agreements import second_person
from tests.factories.usage import submitted_report
from tests.settlements.disputes.sandbox.steps import usage_is
from tests.settlements.disputes.steps import OCTOBER, SEPTEMBER, agreed, dispute, issued, usage
from tests.settlements.payouts.steps import approve, paid, prepared
from tests.settlements.runs.steps import ecb, issued_run

# Terms → revenue of Germany → what is due recomputed changes by, and by the outcome. 300.00 were earned.
CASES = {
    "nothing between": ({}, "1250.00", "50.00", "50.00"),
    "tax of 10 %: 315.00 less 270.00": ({"withholding_rate": "0.10"}, "1250.00", "45.00", "45.00"),
    # Below 280.00 nothing is due: 250.00 wait.
    "a threshold": ({"payout_threshold": "280.00"}, "750.00", "-300.00", "-300.00"),
    "a guarantee": ({"minimum_guarantee": {"amount": "500.00", "per": "period"}}, "1250.00", "0.00", "50.00"),
    "a cap": ({"cap": {"amount": "310.00", "per": "period"}}, "1250.00", "10.00", "50.00"),
    # Half of what is earned goes to the advance; an outcome is not recouped from.
    "an advance": ({"advance": {"amount": "900.00", "recoup_rate": "0.5"}}, "1250.00", "25.00", "50.00"),
}


@pytest.mark.parametrize("terms, revenue, recomputed, outcome", CASES.values(), ids=CASES)
def test_due(hosta, fiona, fred, terms, revenue, recomputed, outcome):
    statement = issued(agreed(hosta, **terms), fiona, "1000.00", "500.00")
    found = dispute(statement, fred, DE="299.00")
    again = recompute(statement, [usage_is(statement, "DE", "gross_revenue", revenue)])
    assert again.due.change == Decimal(recomputed)
    assert outcome_of(found, brings_to(found, again).amounts()).due_change == Decimal(outcome)


def test_what_a_partner_owes(receivable, fred):
    found = dispute(receivable, fred, DE="150.00")
    again = recompute(receivable, [usage_is(receivable, "DE", "gross_revenue", "900.00")])
    outcome = outcome_of(found, brings_to(found, again).amounts())
    assert again.due.change == outcome.due_change == Decimal("-20.00")
    assert (outcome.kept, outcome.released) == (Decimal("20.00"), Decimal("30.00"))


def test_after_the_payout(payable, dora, sigrid, fiona):
    """All 300.00 are paid, so nothing is held; the next statement takes 33.33 back all the same."""
    paid(approve(prepared(fiona), second_person()), fiona)
    found = dispute(payable, dora, DE="150.00")
    assert held_for(found.number) == 0
    changes = [usage_is(payable, "DE", "gross_revenue", "833.35")]
    amounts = brings_to(found, recompute(payable, changes)).amounts()
    row = propose_outcome(
        by=dora, dispute=found, version=1, agreed=amounts, text="Our logs say so.", basis=changes
    )
    accept_outcome(by=sigrid, dispute=row, version=row.version)
    october = issued(payable.agreement, fiona, "1000.00", label=OCTOBER)
    assert october.due_now == Decimal("166.67")


def test_usage_in_another_currency(hosta, fiona):
    """1 EUR is 1.10 USD: 20 % of 1,000.00 EUR are 220.00, of 1,100.00 EUR 242.00."""
    ecb("2026-09-30", USD="1.10")
    made = agreed(hosta)
    submitted_report(made, SEPTEMBER, [usage(SEPTEMBER, "1000.00", market="DE", currency="EUR")])
    issued_run(SEPTEMBER, fiona, second_person(), made)
    statement = made.statements.get()
    again = recompute(statement, [usage_is(statement, "DE", "gross_revenue", "1100.00")])
    assert (again.due.old, again.due.new) == (Decimal("220.00"), Decimal("242.00"))
