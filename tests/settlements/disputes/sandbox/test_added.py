"""Usage that was not reported: 20 % of it on a line of its own, or on the line of its place."""

from decimal import Decimal

import pytest
from django.urls import reverse

from portal.refused import Refused
from settlements.disputes.outcome_of import outcome_of
from settlements.disputes.sandbox.brings import brings_to
from settlements.disputes.sandbox.changes import Change, changes_text
from settlements.disputes.sandbox.recompute import recompute
from tests.factories.agreements import make_agreement, make_terms, share
from tests.settlements.disputes.pages import look, send, text_of
from tests.settlements.disputes.sandbox.looks import begun, plain
from tests.settlements.disputes.sandbox.steps import usage_added
from tests.settlements.disputes.steps import dispute, issued

WHERE = {
    "added-application": "search",
    "added-model": "llama-3.1-8b",
    "added-market": "JP",
    "added-unit": "output_tokens",
    "added-currency": "USD",
}


def test_a_line_appears_and_the_claim_that_is_no_line_takes_it(payable, fred):
    """20 % of 200.05 are 40.01."""
    found = dispute(payable, fred, no_line="50.00")
    recomputed = recompute(payable, [usage_added("JP", "revenue", "200.05")])
    [new] = recomputed.differing
    assert (new.kind, new.line["market"], new.amounts.change) == ("appears", "JP", Decimal("40.01"))
    amounts = brings_to(found, recomputed).amounts(with_rest=True)
    assert list(amounts.values()) == [Decimal("40.01")]
    assert outcome_of(found, amounts).due_change == recomputed.due.change == Decimal("40.01")


def test_it_is_added_to_the_line_of_its_place(payable):
    changes = [usage_added("DE", "revenue", "100.00"), usage_added("DE", "quantity", "50")]
    recomputed = recompute(payable, changes)
    [line] = recomputed.differing
    assert (line.kind, f"{line.amounts.new:f}") == ("changes", "220.00")
    assert line.now["quantity"] == "1050"


def test_it_is_rated_by_the_terms_of_the_last_days(hosta, fiona):
    """20 % before the 15th, 30 % from then on."""
    made = make_agreement(
        hosta,
        reporter="partner",
        starts="2026-09-01",
        terms=[
            make_terms("2026-09-01", share("0.20"), to="2026-09-15"),
            make_terms("2026-09-15", share("0.30"), number=2),
        ],
    )
    statement = issued(made, fiona, "1000.00")
    [line] = recompute(statement, [usage_added("JP", "revenue", "100.00")]).differing
    assert f"{line.amounts.new:f}" == "30.00"


@pytest.mark.parametrize(
    "code, place",
    [
        ("bad_changes", ("search", "", "JP", "output_tokens", "USD")),
        ("bad_changes", ("a|b", "m", "JP", "output_tokens", "USD")),
        ("cannot_recompute", ("search", "m", "JP", "output_tokens", "dollars")),
        ("bad_changes", ("search", "m\x00", "JP", "output_tokens", "USD")),
        ("bad_changes", ("search", "m\ud800", "JP", "output_tokens", "USD")),
        ("bad_changes", ("search", "m" * 10_000, "JP", "output_tokens", "USD")),
    ],
)
def test_nowhere_is_refused(payable, code, place):
    with pytest.raises(Refused) as refusal:
        recompute(payable, [Change("added_revenue", place, "1")])
    assert refusal.value.code == code


def test_a_currency_without_a_rate_is_refused(payable):
    with pytest.raises(Refused) as refusal:
        recompute(payable, [Change("added_revenue", ("search", "m", "JP", "output_tokens", "EUR"), "1")])
    assert "An exchange rate is missing." in refusal.value.sentence


def test_on_the_page(client, payable, fred, dora):
    found = dispute(payable, fred, no_line="50.00")
    page = look(client, dora, "recompute_dispute", found.number, **WHERE, **{"added-added_revenue": "200.05"})
    assert "Added revenue of Search · Llama 3.1 8B · Japan: $200.05 instead of $0.00" in plain(page)
    assert "A line that appears, Earnings: +$40.01" in plain(page)
    assert "Use as proposal, with the rest" in page
    changes = [usage_added("JP", "revenue", "200.05")]
    assert 'value="40.01"' in begun(client, dora, found, changes, rest="1")
    assert reverse("propose_outcome", args=[found.number]) in page
    assert changes_text(changes)


def test_what_is_half_said(client, payable, fred, dora):
    found = dispute(payable, fred, no_line="50.00")
    for fields, said in (
        ({"added-added_revenue": "5"}, "Say where the usage was, to add it."),
        (WHERE, "Say how much is missing, or clear the fields above."),
        ({**WHERE, "added-market": "ZZ", "added-added_revenue": "5"}, "ZZ"),
    ):
        answer = send(client, dora, "recompute_dispute", found.number, **fields)
        assert answer.status_code == 422
        assert said in text_of(answer)
