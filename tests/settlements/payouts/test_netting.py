"""Netting: what the partner owes lowers what it is paid, where both agreements allow it."""

from decimal import Decimal

import pytest

from agreements.operations.edit_operations import edit_operations
from settlements.balances.models import Account
from settlements.balances.read import account_balance, owed_of, unpaid_of
from settlements.payouts.breakdown_of import breakdown_of
from settlements.payouts.cancel_batch import cancel_batch
from settlements.payouts.request_remittances import request_remittances
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_terms, preparer, share
from tests.factories.usage import submitted_report
from tests.settlements.payouts.steps import approve, discrepancies, paid, prepared, returned, sent
from tests.settlements.runs.steps import issued_run

pytestmark = pytest.mark.django_db


class TestNetting:
    """Host A is to be paid 20.00 and owes 5.00 of September."""

    @pytest.fixture
    def statements(self, hosta, bank, fiona, april, request):
        """What is payable, what is owed; `netting` says which of their agreements allow it."""
        allowed = getattr(request, "param", {"licensor", "partner"})
        return [
            issued_netting(hosta, collector, gross, collector in allowed, fiona, april)
            for collector, gross in (("licensor", "100"), ("partner", "50"))
        ]

    def test_what_is_owed_lowers_the_payout(self, statements, hosta, fiona, april):
        payable, owing = statements
        payout = prepared(fiona)
        assert payout.amount == Decimal("15")
        assert request_remittances(by=fiona).remittances == []
        payout = approve(payout, april)
        assert (unpaid_of(payable.number), owed_of(owing.number)) == (0, 0)
        assert account_balance(hosta, Account.NETTED, "USD") == 0
        paid(payout, fiona)
        assert account_balance(hosta, Account.PAID, "USD") == -15
        assert discrepancies() == []

    def test_returned_only_the_money_is_unpaid_again(self, statements, fiona, april):
        payable, owing = statements
        returned(sent(approve(prepared(fiona), april), fiona), fiona)
        assert (unpaid_of(payable.number), owed_of(owing.number)) == (15, 0)
        assert prepared(fiona).amount == 15
        assert discrepancies() == []

    def test_cancelled_both_stand_again(self, statements, fiona, april):
        payable, owing = statements
        payout = approve(prepared(fiona), april)
        cancel_batch(batch=payout.batch, by=april, reason="wrong day")
        assert (unpaid_of(payable.number), owed_of(owing.number)) == (20, 5)
        assert len(request_remittances(by=fiona).remittances) == 1
        assert discrepancies() == []

    def test_its_breakdown_stays_when_the_money_came_back(self, statements, fiona, april):
        """20.00 less the 5.00 that are owed; what was netted stays so, and the next one pays the 15.00."""
        first = prepared(fiona)
        assert [each.amount for each in breakdown_of(first).items] == [20, -5]
        returned(sent(approve(first, april), fiona), fiona)
        [item] = breakdown_of(prepared(fiona)).items
        assert (item.due, item.amount) == (20, 15)
        assert [(each.reference, each.amount) for each in item.elsewhere] == [(first.number, 5)]
        assert [each.amount for each in breakdown_of(first).items] == [20, -5]
        assert breakdown_of(first).faults == []
        assert discrepancies() == []

    @pytest.mark.parametrize("statements", [{"licensor"}, {"partner"}, set()], indirect=True)
    def test_not_where_one_agreement_does_not_allow_it(self, statements, fiona):
        assert prepared(fiona).amount == 20


def issued_netting(partner, collector: str, gross: str, netting: bool, fiona, april) -> Statement:
    def say(version):
        edit_operations(version=version, operations={"netting": netting}, by=preparer())

    rate = "0.20" if collector == "licensor" else "0.10"
    agreement = make_agreement(
        partner,
        collected_by=collector,
        reporter="partner",
        starts="2026-09-01",
        terms=[make_terms("2026-09-01", share(rate))],
        title=f"Collected by {collector}",
        say=say,
    )
    submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-05", "gross_revenue": gross}])
    issued_run("2026-09", fiona, april, agreement)
    return Statement.objects.get(agreement=agreement)
