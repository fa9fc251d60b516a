"""What an issued statement writes into the books."""

from decimal import Decimal
from random import Random

import pytest
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis.strategies import integers

from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.adjustments.in_document import in_document
from settlements.adjustments.make_adjustment import make_adjustment
from settlements.adjustments.models import Adjustment
from settlements.adjustments.waiting import waiting
from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.balances.read import account_balance, held_for, unpaid_of
from settlements.engine import settle_document
from settlements.statements.models import Statement
from settlements.statements.post_statements import amounts_of
from settlements.statements.result_digest import result_digest
from tests.scenes import scene
from tests.settlements.balances.books import hold
from tests.settlements.engine.generate import make_input
from tests.settlements.statements.documents import AT, issue, issued, make_agreement, make_version, settled


@scene
def agreement(hosta, fiona, april):
    agreement = make_agreement(hosta, fiona)
    make_version(agreement, fiona, april, {"default": "year"})
    return agreement


@scene
def remitted(hosta, fiona, april):
    agreement = make_agreement(hosta, fiona, number="AGR-2026-0900", collected_by="partner")
    make_version(agreement, fiona, april, {"default": "year"})
    return agreement


def entries(statement: Statement) -> list[tuple[str, str]]:
    rows = Entry.objects.filter(transaction__key=f"statement {statement.number}")
    return [(row.account, f"{row.amount:.2f}") for row in rows.order_by("pk")]


def test_the_ladder_is_posted_with_it(agreement, fiona, april):
    figures = {"earned": "100.00", "recoupment": "-20.00", "withholding": "-8.00"}
    statement = issued(agreement, "2026-10", fiona, april, **figures)
    assert entries(statement) == [
        ("share", "100.00"),
        ("advance", "-20.00"),
        ("withheld_tax", "-8.00"),
        ("payable", "-72.00"),
    ]
    header = JournalTransaction.objects.get()
    assert (header.subject, header.posted_by, header.cause) == (statement.number, april, "statement_issued")
    assert unpaid_of(statement.number) == 72


def test_every_sign_is_turned_where_the_partner_pays(remitted, fiona, april):
    statement = issued(remitted, "2026-10", fiona, april, earned="50.00")
    assert entries(statement) == [("share", "-50.00"), ("receivable", "50.00")]


def test_a_statement_of_zeros_posts_nothing(agreement, fiona, april):
    issued(agreement, "2026-10", fiona, april)
    assert not JournalTransaction.objects.exists()


def test_issuing_twice_posts_once(agreement, fiona, april):
    settlement = settled(agreement, "2026-10", fiona, april, earned="100.00")
    for _time in range(2):
        issue(settlement)
    assert JournalTransaction.objects.count() == 1


@pytest.mark.parametrize("direction", ["payable", "receivable"])
def test_what_is_carried_over_periods_sums(agreement, remitted, fiona, april, hosta, direction):
    """40 is below the threshold, 30 more too, the third month pays it all; a debt is carried on."""
    made = agreement if direction == "payable" else remitted
    turn = 1 if direction == "payable" else -1
    carried, due = [], []
    for month, earned in enumerate(["40.00", "30.00", "35.00", "-10.00"], start=7):
        statement = issued(made, f"2026-{month:02d}", fiona, april, earned=earned, threshold="100")
        carried.append(turn * account_balance(hosta, Account.CARRIED, "USD"))
        due.append(Decimal(statement.due_now))
    assert due == [0, 0, Decimal(105), 0]
    assert carried == [-40, -70, 0, 10]
    side = Account.PAYABLE if turn > 0 else Account.RECEIVABLE
    assert turn * account_balance(hosta, side, "USD") == -105
    assert turn * account_balance(hosta, Account.SHARE, "USD") == 95
    assert Entry.objects.aggregate(all=Sum("amount"))["all"] == 0


@settings(max_examples=200, deadline=None)
@given(integers(0, 10**9))
def test_every_ladder_balances(seed):
    """Whatever is settled: the entries sum to zero and are the ladder's own amounts."""
    result = settle_document(make_input(Random(seed)))
    if result["errors"]:
        return
    ladder = {rung: Decimal(amount) for rung, amount in result["ladder"].items()}
    amounts = amounts_of(result["ladder"], result["direction"])
    assert sum(amount for _, amount in amounts) == 0
    assert len(amounts) != 1
    turn = 1 if result["direction"] == "payable" else -1
    due = [amount for account, amount in amounts if account in (Account.PAYABLE, Account.RECEIVABLE)]
    assert sum(due) == -turn * ladder["due_now"]
    carried = sum(amount for account, amount in amounts if account == Account.CARRIED)
    assert carried == turn * (ladder["opening_balance"] - ladder["carried_forward"])
    borne = {Account.SHARE, Account.ADVANCE, Account.ADJUSTMENTS, Account.WITHHELD}
    total = sum(amount for account, amount in amounts if account in borne)
    assert total == turn * (ladder["net_due"] - ladder["opening_balance"])


def adjusted(agreement, by, amount: str, reference: str = "DSP-2026-0001") -> Adjustment:
    return make_adjustment(
        agreement=agreement,
        kind=Adjustment.Kind.DISPUTE,
        reference=reference,
        statement="STM-2026-000001",
        line_key="a line",
        clause="4.1",
        amount=Decimal(amount),
        currency="USD",
        reason="Agreed",
        by=by,
    )


def taking(agreement, fiona, april, *adjustments: Adjustment):
    """November, settled with these adjustments in its input."""
    total = sum(each.amount for each in adjustments)
    figures = {"earned": "10.00", "adjustments": f"{total:.2f}"}
    settlement = settled(agreement, "2026-11", fiona, april, **figures)
    settlement.input_document["adjustments"] = [in_document(each) for each in adjustments]
    settlement.result_document["digest"] = result_digest(settlement.result_document)
    settlement.save()
    return settlement


class TestAdjustments:
    def test_they_are_taken_in_and_their_hold_ends(self, agreement, fiona, april):
        october = issued(agreement, "2026-10", fiona, april, earned="100.00")
        assert hold(agreement, october.number, "DSP-2026-0001", "12.50") == Decimal("12.5")
        taken, later = adjusted(agreement, fiona, "-12.50"), adjusted(agreement, fiona, "3", "DSP-2026-0002")
        november = issue(taking(agreement, fiona, april, taken))
        assert entries(november) == [("share", "10.00"), ("adjustments", "-12.50"), ("carried", "2.50")]
        taken.refresh_from_db()
        assert (taken.settled_in, taken.settled_at) == (november.number, AT)
        assert list(waiting(agreement)) == [later]
        assert held_for("DSP-2026-0001") == 0
        assert unpaid_of(october.number) == 100
        event = AuditEvent.objects.get(event="statement.issued", subject=november.number)
        assert event.details["adjustments"] == ["DSP-2026-0001"]

    def test_one_taken_in_already_is_refused_and_nothing_is_posted(self, agreement, fiona, april):
        issued(agreement, "2026-10", fiona, april, earned="100.00")
        adjustment = adjusted(agreement, fiona, "-12.50")
        settlement = taking(agreement, fiona, april, adjustment)
        Adjustment.objects.update(settled_in="STM-2026-000777", settled_at=AT)
        with pytest.raises(Refused) as refusal:
            issue(settlement)
        assert refusal.value.code == "adjustments_changed"
        assert "DSP-2026-0001" in refusal.value.sentence
        assert (Statement.objects.count(), JournalTransaction.objects.count()) == (1, 1)

    @pytest.mark.parametrize("change", [{"amount": "-12.51"}, {"id": "ADJ-999"}, {"id": "a1"}])
    def test_another_amount_or_one_unknown_is_refused(self, agreement, fiona, april, change):
        issued(agreement, "2026-10", fiona, april, earned="100.00")
        settlement = taking(agreement, fiona, april, adjusted(agreement, fiona, "-12.50"))
        settlement.input_document["adjustments"][0] |= change
        with pytest.raises(Refused):
            issue(settlement)
