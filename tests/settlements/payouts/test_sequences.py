"""Whatever happens in whatever order: the books balance, nobody is paid twice, payouts equal their lines."""

import sys
from collections import Counter
from decimal import Decimal

import pytest
from django.db.models import Sum

from agreements.operations.edit_operations import edit_operations
from portal.accounts.models import Partner
from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.balances.verify_books import verify_books
from settlements.payouts.models import Payout, PayoutItem
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_terms, preparer, share
from tests.factories.bank_accounts import usable_accounts
from tests.settlements.payouts.walk import IN_FLIGHT, Walk

SEEDS, STEPS, LOOKS = range(10), 210, 70
ZERO = Decimal(0)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(hosta, rival, finn, ruth, fiona, april, dora) -> dict:
    """Who acts; both partners have accounts, and each both ways of collecting."""
    for partner in (hosta, rival):
        usable_accounts(partner)
    return {"finance": fiona, "approver": april, "disputes": dora, hosta.code: finn, rival.code: ruth}


@pytest.fixture
def agreements(hosta, rival) -> list:
    return [
        make_agreement(
            partner,
            collected_by=collector,
            reporter="partner",
            starts="2024-01-01",
            terms=[make_terms("2024-01-01", share(rate))],
            title=f"{partner.name} {collector}",
            say=say,
        )
        for partner, say in ((hosta, None), (rival, _netted))
        for collector, rate in (("licensor", "0.20"), ("partner", "0.10"))
    ]


def _netted(version) -> None:
    edit_operations(version=version, operations={"netting": True}, by=preparer())


@pytest.mark.parametrize("seed", SEEDS)
def test_every_step_leaves_sound_books(seed, people, agreements):
    walk = Walk(seed, people, agreements)
    try:
        for count in range(1, STEPS + 1):
            walk.step()
            look(walk)
            if count % LOOKS == 0:
                assert verify_books() == []
        assert len(walk.done) > 12, "a walk that goes nowhere shows nothing"
    except Exception:
        sys.stdout.write("\n".join([f"seed {seed}, {len(walk.trace)} steps:", *walk.trace, ""]))
        raise
    sys.stdout.write(f"seed {seed}: {dict(walk.done)}\n")


def look(walk: Walk) -> None:
    """From the rows of payouts, statements and the bank's own book; the journal is what is judged."""
    unbalanced = JournalTransaction.objects.annotate(total=Sum("entries__amount")).exclude(total=0)
    assert not unbalanced.exists()
    items = PayoutItem.objects.values_list("payout").annotate(total=Sum("amount")).order_by()
    assert dict(items) == dict(Payout.objects.values_list("pk", "amount")), "a payout is not its lines"
    for payout in Payout.objects.filter(number__in=walk.instructed):
        assert walk.instructed[payout.number] == payout.amount, f"{payout}: the bank was told another amount"
    for number, (came_to, accounted) in accounts_of_statements().items():
        assert came_to == accounted, f"{number}: of {came_to} the books know {accounted}"
    for partner in Partner.objects.all():
        stands = Entry.objects.filter(partner=partner, account__in=(Account.PAID, Account.RECEIVED))
        sums = Counter(dict(stands.order_by().values_list("account").annotate(total=Sum("amount"))))
        assert -sums[Account.PAID] == walk.cash_out[partner.pk], f"{partner}: the bank paid another sum"
        assert sums[Account.RECEIVED] == walk.cash_in[partner.pk], f"{partner}: another sum arrived"


def accounts_of_statements() -> dict[str, tuple[Decimal, Decimal]]:
    """Number → what it came to, and what is unpaid or owed, held, received, or in a payout under way."""
    found = {
        number: [amount, ZERO]
        for number, amount in Statement.objects.filter(version=1).values_list("number", "due_now")
    }
    open_ones = (Account.PAYABLE, Account.RECEIVABLE, Account.HELD, Account.RECEIVED)
    stands = Entry.objects.filter(account__in=open_ones).exclude(statement="").order_by()
    for number, _account, total in stands.values_list("statement", "account").annotate(total=Sum("amount")):
        found[number][1] += abs(total)
    # What came back is unpaid again, but for what was netted.
    netted = Entry.objects.filter(account=Account.NETTED, reference__in=numbers_of("returned")).order_by()
    for number, total in netted.values_list("statement").annotate(total=Sum("amount")):
        found[number][1] += abs(total)
    moving = PayoutItem.objects.filter(payout__state__in=IN_FLIGHT).order_by()
    for number, total in moving.values_list("statement__number").annotate(total=Sum("amount")):
        found[number][1] += abs(total)
    return {number: (amount, accounted) for number, (amount, accounted) in found.items()}


def numbers_of(state: str) -> list[str]:
    return list(Payout.objects.filter(state=state).values_list("number", flat=True))
