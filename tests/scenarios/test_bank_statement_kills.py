"""kill -9 while a bank's statement is read or its bookings are matched: each is there once, each act too."""

import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.roles import StaffRole
from portal.audit.models import AuditEvent
from portal.notices.models import OutboxEvent
from portal.notices.sweep import deliver_waiting_events
from settlements.balances.models import JournalTransaction
from settlements.balances.verify_books import verify_books
from settlements.payouts.bank_statements.models import BankLine, BankStatementFile
from settlements.payouts.bank_statements.take_statement import take_statement
from settlements.payouts.models import Payout, PayoutOutcome
from settlements.tasks import resume_bank_statements
from tests.factories.accounts import make_partner, make_staff
from tests.factories.agreements import make_agreement
from tests.factories.bank_accounts import usable_accounts
from tests.factories.usage import submitted_report
from tests.scenarios.circle import DEADLY
from tests.settlements.payouts.bank_statements.steps import debit, file_with, row
from tests.settlements.payouts.steps import approve, prepared, sent
from tests.settlements.runs.steps import issued_run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for a worker's children in /proc")


@pytest.mark.parametrize("victim", DEADLY)
@pytest.mark.parametrize("model", [BankLine, PayoutOutcome])
def test_all_is_read_and_nothing_is_there_twice(stack, victim, model):
    name = f"{victim[-5:]}{model.__name__}".lower()
    fiona = make_staff(f"fiona@{name}.example", "Fiona", StaffRole.FINANCE)
    april = make_staff(f"april@{name}.example", "April", StaffRole.APPROVER)
    payout = sent_payout(name, fiona, april)
    content = file_with(row("3.00", credit=False), debit(payout), row("5.00"), statement_id=name)
    with stack.held(model, mode="SHARE", then=lambda: stack.kill(victim)):
        file = take_statement(content=content, name="statement.xml", by=fiona).file
    stack.until(lambda: now(file).state == "done", "reading never ends", sweep=sweep)

    lines = BankLine.objects.filter(file=file).order_by("pk")
    assert list(lines.values_list("amount", "state")) == [(3, "unmatched"), (20, "matched"), (5, "unmatched")]
    assert (now(payout).state, file.sealed, payout.outcomes.count()) == ("paid", "", 1)
    assert JournalTransaction.objects.filter(subject=payout.number, cause="payout_paid").count() == 1
    assert AuditEvent.objects.filter(subject=payout.number, event="payout.marked_paid").count() == 1
    read = AuditEvent.objects.filter(subject=f"bank statement {file.pk}", event="bank_statement.read")
    assert read.count() == 1
    assert verify_books() == []
    stack.until(
        lambda: not OutboxEvent.objects.filter(delivered_at=None).exists(), "events wait", sweep=sweep
    )


def sent_payout(name: str, fiona, april) -> Payout:
    """20.00 USD in the bank's hands."""
    partner = make_partner(name, name)
    usable_accounts(partner)
    agreement = make_agreement(partner, reporter="partner", starts="2026-09-01")
    submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-05"}])
    issued_run("2026-09", fiona, april, agreement)
    return sent(approve(prepared(fiona, partner=partner), april), fiona)


def sweep() -> None:
    """What beat does, as if all that waits had waited for long."""
    then = timezone.now() - timedelta(hours=1)
    BankStatementFile.objects.filter(state__in=["waiting", "matching"]).update(moved_at=then)
    deliver_waiting_events()
    resume_bank_statements()


def now(row):
    row.refresh_from_db()
    return row
