"""A line that an outcome corrected is disputed by what it comes to now; nothing is corrected twice."""

from decimal import Decimal

import pytest

from portal.refused import Refused
from settlements.adjustments.models import Adjustment
from settlements.balances.read import held_for
from settlements.disputes.dispute_page import LineFacts
from settlements.disputes.outcome_of import proposed_outcome
from tests.scenes import scene
from tests.settlements.disputes.pages import look, send, text_of
from tests.settlements.disputes.steps import OCTOBER, dispute, issued, line, resolve

REASON = {"category": "usage", "text": "We count less."}


@scene
def corrected(payable, dora, sigrid):
    """Of Germany's 200.00 it was agreed that they are 190.00."""
    return resolve(dispute(payable, dora, DE="150.00"), dora, sigrid, "190.00")


def test_the_same_again_is_no_claim(corrected, payable, fred):
    with pytest.raises(Refused) as refusal:
        dispute(payable, fred, DE="190.00")
    assert refusal.value.code == "same_amount"


@pytest.mark.parametrize("month_between", [False, True])
def test_only_what_changes_is_paid(corrected, payable, dora, fred, sigrid, fiona, month_between):
    """Waiting or taken in by a statement, the 10.00 less count once."""
    if month_between:
        issued(payable.agreement, fiona, "1000.00", label=OCTOBER)
    found = dispute(payable, fred, DE="210.00")
    assert found.effect == Decimal("-20.00")
    found = resolve(found, dora, sigrid, "205.00")
    amounts = Adjustment.objects.order_by("pk").values_list("amount", flat=True)
    assert list(amounts) == [Decimal("-10.00"), Decimal("15.00")]  # 200.00 − 10.00 + 15.00 = 205.00


def test_doubted_further(corrected, payable, dora):
    found = dispute(payable, dora, DE="150.00")
    assert (found.effect, held_for(found.number)) == (Decimal("40.00"), Decimal("40.00"))
    assert held_for(corrected.number) == Decimal("10.00")


def test_back_to_what_the_statement_says(corrected, payable, dora, fred, sigrid):
    found = resolve(dispute(payable, fred, DE="200.00"), dora, sigrid, "200.00")
    assert Adjustment.objects.get(reference=found.number).amount == Decimal("10.00")


def test_an_outcome_reads_the_same_after_the_next_one(corrected, payable, dora, fred, sigrid):
    resolve(dispute(payable, fred, DE="210.00"), dora, sigrid, "210.00")
    assert proposed_outcome(corrected).adjustment == Decimal("-10.00")
    [row] = corrected.lines.all()
    assert LineFacts(row, None, "").claimed_difference == Decimal("-50.00")


def test_the_form_begins_with_what_it_comes_to(client, corrected, payable, fred):
    german = payable.number, line(payable, "DE").position
    assert 'name="claimed_amount" value="190.00"' in look(client, fred, "dispute_line", *german)
    same = send(client, fred, "dispute_line", *german, claimed_amount="190.00", **REASON)
    assert "The line says that already." in text_of(same)
    more = send(client, fred, "dispute_line", *german, claimed_amount="200.00", step="preview", **REASON)
    assert "$10.00 more would be due." in text_of(more)
    assert "$190.00" in look(client, fred, "dispute_statement", payable.number)
