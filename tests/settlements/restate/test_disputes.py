"""A statement that is disputed and restated: what is held stays right, and no line is disputed twice."""

from decimal import Decimal

import pytest
from django.urls import reverse

from portal.accounts.models import User
from portal.refused import Refused
from settlements.balances.read import held_for, unpaid_of
from settlements.balances.verify_books import verify_books
from settlements.corrections.approve_correction import approve_correction
from settlements.corrections.propose_correction import propose_correction
from settlements.disputes.claims import Claim
from settlements.disputes.models import Dispute
from settlements.disputes.open_dispute import open_dispute
from settlements.statements.models import Statement
from tests.settlements.restate.conftest import JANUARY
from tests.settlements.restate.steps import approve, computed, requested, versions
from tests.settlements.runs.pages import page_of


def dispute(statement: Statement, amount: str, by: User) -> Dispute:
    claim = Claim(statement.lines.get(), Decimal(amount))
    return open_dispute(by=by, statement=statement, claims=[claim], category="usage", text="Look at it.")


@pytest.mark.django_db
class TestDisputed:
    def test_opened_before_it_stays_with_its_version(
        self, client, quarter, corrected, fiona, april, dora, finn
    ):
        first = versions(quarter, JANUARY)[0]
        found = dispute(first, "100.00", dora)
        approve(requested(quarter, JANUARY, fiona), april)
        client.force_login(finn)
        line = reverse("statement_line", args=[f"{first.number}/versions/1", 1])
        assert line in page_of(client, "dispute", found.number)
        second = versions(quarter, JANUARY)[1]
        with pytest.raises(Refused, match=found.number) as refusal:
            dispute(second, "300.00", dora)
        assert refusal.value.code == "line_disputed"
        assert found.number in page_of(client, "dispute_statement", first.number)
        assert verify_books(thorough=True) == []

    def test_who_restates_it_is_warned(self, client, quarter, corrected, fiona, dora):
        found = dispute(versions(quarter, JANUARY)[0], "100.00", dora)
        row = computed(quarter, JANUARY, fiona)
        client.force_login(fiona)
        shown = page_of(client, "restatement", row.pk)
        assert "These statements are disputed" in shown
        assert found.number in shown

    def test_opened_on_the_newest_version_at_most_what_is_unpaid_is_held(
        self, quarter, corrected, fiona, april, dora
    ):
        """Restated to 400.05, of which 120.00 is due here; the rest comes with the next statement."""
        approve(requested(quarter, JANUARY, fiona), april)
        second = versions(quarter, JANUARY)[1]
        found = dispute(second, "100.05", dora)
        assert found.effect == Decimal("300.00")
        assert held_for(found.number) == Decimal("120.00")
        assert unpaid_of(second.number) == 0
        assert verify_books(thorough=True) == []


def test_corrections_of_what_is_restated_are_named_too(client, quarter, corrected, fiona, april):
    """As outcomes are: what the new figures contain of them would count twice."""
    statement = Statement.objects.get(agreement=quarter, period__label=JANUARY)
    about = {"statement": statement, "line": None, "amount": Decimal("-5.00"), "reason": "A day too many"}
    made = approve_correction(correction=propose_correction(by=fiona, **about), by=april)
    restatement = requested(quarter, JANUARY, fiona)
    client.force_login(april)
    page = page_of(client, "restatement", restatement.pk)
    assert made.number in page
    assert statement.number in page
    assert "Still stands" in page
