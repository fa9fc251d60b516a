"""What a payout pays, down to the lines: every case can be added up by hand."""

from datetime import date
from decimal import Decimal

import pytest

from settlements.engine.exact import plain
from settlements.payouts.breakdown_of import breakdown_of
from settlements.payouts.cancel_batch import cancel_batch
from settlements.payouts.models import Payout
from settlements.tax.confirm_rate import confirm_rate
from settlements.tax.propose_rate import propose_rate
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.usage import submitted_report
from tests.settlements.payouts.steps import (
    approve,
    cancelled,
    discrepancies,
    hold,
    paid,
    prepared,
    release,
    returned,
    sent,
)
from tests.settlements.runs.steps import issued_run

pytestmark = pytest.mark.django_db
ONE, TWO = "DSP-2026-000001", "DSP-2026-000002"


def told(payout: Payout) -> list[dict]:
    """Each item as plain figures; it must add up wherever it is asked for."""
    found = breakdown_of(payout)
    assert found.faults == []
    assert found.amount == payout.amount
    return [
        {
            "steps": {step.name: plain(step.amount) for step in each.steps},
            "elsewhere": figures(each.elsewhere),
            "later": figures(each.later),
            "held_now": figures(each.held_now),
            "unpaid": each.unpaid,
            "amount": each.amount,
        }
        for each in found.items
    ]


def figures(taken) -> dict[str, Decimal]:
    return {each.reference: each.amount for each in taken}


class TestSteps:
    def test_a_statement_s_lines_and_nothing_else(self, payable, fiona):
        [item] = told(prepared(fiona))
        assert item["steps"] == {"lines": "20"}
        assert (item["elsewhere"], item["later"], item["unpaid"]) == ({}, {}, 0)

    def test_from_the_lines_down_to_what_is_due(self, hosta, bank, fiona, april):
        """20 % of 1,000.00 and a credit of 30.00; half of it recoups the advance, 10 % tax is withheld."""
        agreement = make_agreement(
            hosta,
            collected_by="licensor",
            reporter="partner",
            starts="2026-09-01",
            terms=[
                make_terms(
                    "2026-09-01",
                    share("0.20"),
                    advance={"amount": "500.00", "recoup_rate": "0.5"},
                    withholding_rate="0.10",
                )
            ],
            contributions=[
                {"from_date": date(2026, 9, 1), "to_date": date(2026, 10, 1), "amount": Decimal("30.00")}
            ],
        )
        submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-05", "gross_revenue": "1000"}])
        issued_run("2026-09", fiona, april, agreement)
        [item] = told(prepared(fiona))
        assert item["steps"] == {"lines": "230", "recoupment": "-115", "withholding": "-11.5"}
        assert item["amount"] == Decimal("103.50")

    def test_tax_by_the_partner_s_profile(self, hosta, bank, fiona, april):
        """20 % of 1000.10, 333.33 and 0.07: 200.02 + 66.67 + 0.01 = 266.70; 10 % tax is 26.67."""
        facts = {
            "from_date": date(2026, 9, 1),
            "country": "DE",
            "default_rate": Decimal("0.1"),
            "source": "§",
        }
        confirm_rate(row=propose_rate(partner=hosta, by=fiona, **facts), by=april)
        agreement = make_agreement(hosta, reporter="partner", starts="2026-09-01")
        rows = (("DE", "1000.10"), ("ID", "333.33"), ("JP", "0.07"))
        usage = [{"usage_date": "2026-09-05", "market": name, "gross_revenue": gross} for name, gross in rows]
        submitted_report(agreement, "2026-09", usage)
        issued_run("2026-09", fiona, april, agreement)
        [item] = told(prepared(fiona))
        assert item["steps"] == {"lines": "266.7", "withholding": "-26.67"}
        assert item["amount"] == Decimal("240.03")

    def test_what_was_brought_forward(self, hosta, bank, fiona, april):
        """September's 0.40 is below the threshold of 10.00 and opens October, which earned 20.00."""
        terms = make_terms("2026-09-01", share("0.20"), payout_threshold="10.00")
        agreement = make_agreement(
            hosta, collected_by="licensor", reporter="partner", starts="2026-09-01", terms=[terms]
        )
        for label, revenue in (("2026-09", "2"), ("2026-10", "100")):
            submitted_report(agreement, label, [{"usage_date": f"{label}-05", "gross_revenue": revenue}])
            issued_run(label, fiona, april, agreement)
        [item] = told(prepared(fiona))
        assert item["steps"] == {"lines": "20", "opening_balance": "0.4"}

    def test_two_statements(self, payable, hosted, fiona, april):
        submitted_report(hosted, "2026-10", [{"usage_date": "2026-10-05", "gross_revenue": "0.55"}])
        issued_run("2026-10", fiona, april, hosted)
        assert [item["amount"] for item in told(prepared(fiona))] == [20, Decimal("0.11")]


class TestParts:
    """20.00 are due; a payout pays what of it is neither held nor paid."""

    def test_a_hold_kept_the_rest_which_is_paid_later(self, payable, fiona, april):
        hold(payable, "12.50")
        first = prepared(fiona)
        [item] = told(first)
        assert (item["amount"], item["elsewhere"]) == (Decimal("7.50"), {ONE: Decimal("12.50")})
        assert (item["held_now"], item["later"]) == ({ONE: Decimal("12.50")}, {})
        first = paid(approve(first, april), fiona)
        release()
        [item] = told(first)
        assert (item["held_now"], item["later"], item["unpaid"]) == ({}, {}, Decimal("12.50"))
        second = paid(approve(prepared(fiona), april), fiona)
        [item] = told(first)
        assert item["elsewhere"] == {ONE: Decimal("12.50")}
        assert (item["later"], item["unpaid"]) == ({second.number: Decimal("12.50")}, 0)
        [item] = told(second)
        assert (item["amount"], item["elsewhere"]) == (Decimal("12.50"), {first.number: Decimal("7.50")})
        assert discrepancies() == []

    def test_held_after_it_was_prepared(self, payable, fiona):
        """It pays what it was prepared for, or nothing: approving refuses it."""
        payout = prepared(fiona)
        hold(payable, "12.50")
        [item] = told(payout)
        assert (item["amount"], item["elsewhere"]) == (20, {})
        assert item["held_now"] == {ONE: Decimal("12.50")}
        cancelled(payout, fiona)
        assert told(payout)[0]["amount"] == 20
        anew = prepared(fiona)
        assert told(anew)[0]["elsewhere"] == {ONE: Decimal("12.50")}
        assert discrepancies() == []

    def test_released_after_it_was_prepared(self, payable, fiona, april):
        hold(payable, "5")
        payout = prepared(fiona)
        release()
        payout = approve(payout, april)
        [item] = told(payout)
        assert (item["amount"], item["elsewhere"], item["unpaid"]) == (15, {ONE: 5}, 5)

    def test_another_dispute_holds_the_same_amount(self, payable, fiona, april):
        """What was held for which dispute is as it was when the payout was prepared."""
        hold(payable, "5")
        first = prepared(fiona)
        release()
        hold(payable, "5", TWO)
        [item] = told(first)
        assert (item["elsewhere"], item["held_now"]) == ({ONE: 5}, {TWO: 5})
        assert told(approve(first, april))[0]["elsewhere"] == {ONE: 5}

    def test_cancelled_and_returned_it_stays_what_it_was(self, payable, fiona, april):
        first = approve(prepared(fiona), april)
        cancel_batch(batch=first.batch, by=april, reason="wrong day")
        second = returned(sent(approve(prepared(fiona), april), fiona), fiona)
        third = prepared(fiona)
        third = paid(approve(third, april), fiona)
        for number in (first.number, second.number, third.number):
            [item] = told(Payout.objects.get(number=number))
            assert (item["amount"], item["elsewhere"]) == (20, {})
        assert told(second)[0]["later"] == {third.number: 20}
        assert discrepancies() == []
