"""What became of a statement: held, paid, claimed beyond it, corrected; and the way to ask about a line."""

from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse

from settlements.adjustments.models import Adjustment
from settlements.balances.claim_beside import claim_beside
from settlements.balances.models import Account, JournalTransaction
from settlements.balances.post import Posting, post
from settlements.balances.read import unpaid_of
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.adjustments.test_make_adjustment import made
from tests.settlements.balances.books import hold
from tests.settlements.runs.pages import page_of
from tests.settlements.runs.steps import issued_run
from tests.settlements.statements.test_pages import words

DSP, PAY = "DSP-2026-000001", "PAY-2026-000001"
Cause = JournalTransaction.Cause


@transaction.atomic
def move(statement: Statement, amount: Decimal, start: Account, end: Account, cause: Cause) -> None:
    """From one account to another, for a payout."""
    signed = amount if statement.direction == "payable" else -amount
    post(
        partner=statement.partner,
        cause=cause,
        subject=PAY,
        key=f"{cause} {PAY} {amount}",
        currency=statement.currency,
        entries=[
            Posting(start, signed, statement.agreement, statement.number, PAY),
            Posting(end, -signed, statement.agreement, statement.number, PAY),
        ],
        by=None,
    )


@pytest.fixture
def money(client, vera):
    """The section of the statement's page."""
    client.force_login(vera)

    def read(statement: Statement) -> str:
        text = words(client.get(reverse("statement", args=[statement.number])).text)
        return text.partition("Where the money is")[2].partition("From what was earned")[0]

    return read


def test_unpaid_held_in_payment_paid(money, payable):
    due = payable.due_now
    assert money(payable).startswith(f" Unpaid State Amount Not paid yet ${due:,.2f}")
    hold(payable.agreement, payable.number, DSP, "100")
    text = money(payable)
    assert text.startswith(" Unpaid, a part is held ")
    assert f"Held until the dispute is decided {DSP} $100.00" in text
    move(payable, due - 100, Account.PAYABLE, Account.IN_TRANSIT, Cause.PAYOUT_APPROVED)
    text = money(payable)
    assert text.startswith(" In payment ")
    assert f"Approved for payment {PAY} ${due - 100:,.2f}" in text
    assert "Not paid yet" not in text
    move(payable, due - 100, Account.IN_TRANSIT, Account.PAID, Cause.PAYOUT_PAID)
    assert money(payable).startswith(" Paid in part ")


def test_paid_in_full_and_held_in_full(money, payable):
    hold(payable.agreement, payable.number, DSP, "10000")
    assert unpaid_of(payable.number) == 0
    assert money(payable).startswith(" Held State")


def test_paid(money, payable):
    move(payable, payable.due_now, Account.PAYABLE, Account.PAID, Cause.PAYOUT_PAID)
    assert money(payable).startswith(" Paid State")


def test_owed_disputed_received(money, receivable):
    assert money(receivable).startswith(" Owed State Amount Still owed $50.00")
    hold(receivable.agreement, receivable.number, DSP, "20", "receivable")
    assert f"Left out until the dispute is decided {DSP} $20.00" in money(receivable)
    move(receivable, Decimal(-30), Account.RECEIVED, Account.RECEIVABLE, Cause.REMITTANCE_RECEIVED)
    text = money(receivable)
    assert text.startswith(" Received in part ")
    assert f"Received {PAY} $30.00" in text


def test_claims_and_corrections_stand_beside(money, client, payable, fiona):
    with transaction.atomic():
        told = {"statement": payable.number, "reference": DSP, "currency": "USD"}
        claim_beside(agreement=payable.agreement, amount=Decimal(9), **told)
    made(payable.agreement, fiona, "-12.50", reference="DSP-2026-000002", statement=payable.number)
    text = money(payable)
    assert f"neither held nor paid until the dispute is decided: {DSP} $9.00" in text
    assert "DSP-2026-000002 -$12.50 waits for the next statement" in text
    page = page_of(client, "statement", payable.number)
    assert f'href="{reverse("dispute", args=[DSP])}"' in page


@scene
def corrected(hosta, fiona, april) -> Statement:
    """October, which takes in a correction of September's only line."""
    terms = [make_terms("2026-09-01", share("0.20", clause="4.1"))]
    agreement = make_agreement(hosta, reporter="partner", starts="2026-09-01", terms=terms)
    for month in ("2026-09", "2026-10"):
        submitted_report(agreement, month, [{"usage_date": f"{month}-05"}])
    issued_run("2026-09", fiona, april, agreement)
    september = Statement.objects.get()
    line = september.lines.get()
    told = {"line_key": line.key, "clause": line.clause, "reason": "Counted twice"}
    made(agreement, fiona, "-2.50", reference=DSP, statement=september.number, **told)
    issued_run("2026-10", fiona, april, agreement)
    return Statement.objects.get(period__label="2026-10")


@pytest.mark.parametrize("prefix", ["", "staff_"])
def test_the_rung_names_dispute_statement_line_and_clause(client, vera, adam, corrected, prefix):
    september = Statement.objects.get(period__label="2026-09")
    client.force_login(adam if prefix else vera)
    page = page_of(client, f"{prefix}statement_rung", corrected.number, "adjustments")
    text = words(page)
    assert f"{DSP} · outcome of a dispute . Corrects {september.number} , clause 4.1: Search" in text
    assert "Counted twice" in text
    assert "Corrections posted: 1 (DSP-2026-000001)." in text
    for name, *args in (
        ("dispute", DSP),
        ("statement", september.number),
        ("statement_line", september.number, 1),
    ):
        assert f'href="{reverse(f"{prefix}{name}", args=args)}"' in page
    taken = page_of(client, f"{prefix}statement", september.number)
    assert f"taken into {corrected.number}" in words(taken)
    assert Adjustment.objects.get().settled_in == corrected.number


class TestAsking:
    def test_finance_may(self, client, finn, payable):
        client.force_login(finn)
        page = page_of(client, "statement_line", payable.number, 2)
        for name in ("ask_about_line", "dispute_line"):
            assert f'href="{reverse(name, args=[payable.number, 2])}"' in page

    def test_a_viewer_is_told_who_may(self, client, vera, payable):
        client.force_login(vera)
        page = page_of(client, "statement_line", payable.number, 2)
        assert reverse("dispute_line", args=[payable.number, 2]) not in page
        assert "You may read this line, but not ask about it or dispute it." in page
        assert "This needs one of these roles: Finance." in page

    def test_staff_of_another_role_are_told_who_may(self, client, adam, payable):
        client.force_login(adam)
        page = page_of(client, "staff_statement_line", payable.number, 2)
        assert reverse("staff_dispute_line", args=[payable.number, 2]) not in page
        assert "This needs one of these roles: Disputes." in page
