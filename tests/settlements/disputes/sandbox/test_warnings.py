"""What the page says where a proposal is not all that the facts change."""

from tests.factories.agreements import share
from tests.factories.usage import submitted_report
from tests.settlements.disputes.pages import look
from tests.settlements.disputes.sandbox.looks import begun, plain
from tests.settlements.disputes.sandbox.steps import of_terms, usage_is
from tests.settlements.disputes.steps import SEPTEMBER, agreed, dispute, issued, resolve, usage
from tests.settlements.restate.steps import approve, requested
from usage.models import Report


def test_lines_not_in_dispute_are_named(client, hosta, fiona, fred, dora):
    statement = issued(of_terms(hosta, share(("1500", "0.20"), "0.30")), fiona, "1000.00", "500.00")
    found = dispute(statement, fred, DE="300.00")
    asked = {"gross_revenue-b1": "1300"}
    page = plain(look(client, dora, "recompute_dispute", found.number, **asked))
    assert "More changes than what is in dispute" in page
    assert "Line 2, Search: +$8.33" in page
    assert "so +$8.33 of this stay out of it" in page
    assert "is due changes by +$90.00; this proposal would change it by +$81.67" in page


def test_a_claim_that_is_no_line_takes_the_rest(client, hosta, fiona, fred, dora):
    statement = issued(of_terms(hosta, share(("1500", "0.20"), "0.30")), fiona, "1000.00", "500.00")
    found = dispute(statement, fred, DE="300.00", no_line="10.00")
    page = plain(look(client, dora, "recompute_dispute", found.number, **{"gross_revenue-b1": "1300"}))
    assert "Use as proposal, with the rest" in page
    assert "gross_revenue-b2" in page  # what is no line may be about anything
    changes = [usage_is(statement, "DE", "gross_revenue", "1300")]
    assert 'value="8.33"' in begun(client, dora, found, changes, rest="1")
    assert 'value="0.00"' in begun(client, dora, found, changes)


def test_a_guarantee_takes_no_part_in_an_outcome(client, hosta, fiona, fred, dora):
    terms = agreed(hosta, minimum_guarantee={"amount": "500.00", "per": "period"})
    found = dispute(issued(terms, fiona, "1000.00", "500.00"), fred, DE="260.00")
    page = plain(look(client, dora, "recompute_dispute", found.number, **{"gross_revenue-b1": "1250"}))
    assert "Added to reach the minimum guarantee: -$50.00" in page
    assert "is due changes by $0.00; this proposal would change it by +$50.00" in page


def test_an_outcome_before_it_is_said(client, payable, dora, fred, sigrid):
    resolve(dispute(payable, dora, DE="150.00"), dora, sigrid, "190.00")
    found = dispute(payable, fred, DE="220.00")
    page = plain(look(client, dora, "recompute_dispute", found.number))
    assert "Line 1 was corrected by -$10.00 before this dispute." in page


def test_a_restated_statement_is_warned_of(client, doubted, dora, fiona, april):
    rows = [usage(SEPTEMBER, "1100.00", market="DE", currency="USD")]
    submitted_report(doubted.agreement, SEPTEMBER, rows, replaces=Report.objects.get())
    approve(requested(doubted.agreement, SEPTEMBER, fiona), april)
    page = look(client, dora, "recompute_dispute", doubted.number)
    assert "The statement was restated after this dispute was opened." in page
