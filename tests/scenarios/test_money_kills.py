"""Fifty blows while money is approved, handed to the bank and confirmed: nothing twice, nothing lost.

The blow ends the process of who acts, or the database server, before any statement of the act or when it is
committed and not yet answered. Whoever acted does it again, as a person would.
"""

import hashlib
import os
import signal
import sys
from random import Random

import pytest
from django.db import DatabaseError, connection

from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.models import AuditEvent
from portal.audit.verify_chain import verify_chains
from portal.embedded import supervisor
from portal.refused import Refused
from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.balances.verify_books import verify_books
from settlements.payouts.approve_batch import approve_batch
from settlements.payouts.confirm_outcome import confirm_outcome
from settlements.payouts.export_batch import export_batch
from settlements.payouts.models import Payout, PayoutBatch
from settlements.payouts.prepare_payouts import prepare_payouts
from tests.factories.accounts import make_member, make_partner, make_staff
from tests.factories.agreements import make_agreement
from tests.factories.bank_accounts import usable_accounts
from tests.factories.usage import submitted_report
from tests.scenarios.in_a_fork import KILLED, Fork, die
from tests.settlements.payouts.steps import told
from tests.settlements.runs.steps import issued_run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks")
SEED, PAYOUTS = 20261128, 17
DONE = ("not_prepared", "wrong_state", "decided")
ACTS = ("approve", "export", "confirm")


class Desk:
    """Who pays one partner month by month, each with one blow in each act."""

    def __init__(self, stack, folder, name: str) -> None:
        self.stack, self.says, self.random = stack, folder / "said", Random(SEED)
        self.fiona = make_staff(f"fiona@{name}.example", "Fiona", StaffRole.FINANCE)
        self.april = make_staff(f"april@{name}.example", "April", StaffRole.APPROVER)
        self.partner = make_partner(name, name)
        make_member(f"finn@{name}.example", "Finn", self.partner, PartnerRole.FINANCE)
        usable_accounts(self.partner)
        self.agreement = make_agreement(self.partner, reporter="partner", starts="2024-01-01")
        self.lengths = dict.fromkeys(ACTS, 0)
        # A server takes ten seconds to come back, a person one.
        self.victims = ["postgres"] * 8 + ["process"] * (3 * PAYOUTS - 8)
        self.random.shuffle(self.victims)

    def issued(self, month: int) -> None:
        label = f"{2024 + month // 12}-{month % 12 + 1:02}"
        submitted_report(self.agreement, label, [{"usage_date": f"{label}-05"}])
        issued_run(label, self.fiona, self.april, self.agreement)

    def prepared(self) -> PayoutBatch:
        return prepare_payouts(by=self.fiona, partner=self.partner).batch

    def approve(self, batch: PayoutBatch) -> None:
        approve_batch(batch_id=batch.pk, by=self.april, version=batch.version, fingerprint=batch.fingerprint)

    def export(self, batch: PayoutBatch) -> None:
        export_batch(batch=batch, by=self.fiona)

    def confirm(self, batch: PayoutBatch) -> None:
        confirm_outcome(outcome=batch.payouts.get().outcomes.get(), by=self.april)

    def learn(self, batch: PayoutBatch) -> None:
        """How many statements each act takes, where nobody is killed."""
        for name in ACTS:
            self.ready(name, batch)
            act = Fork(lambda name=name: getattr(self, name)(batch), blow=int, at=0, says=self.says)
            assert act.ends() == 0, self.says.read_text()
            self.lengths[name] = int(self.says.read_text())

    def ready(self, name: str, batch: PayoutBatch) -> None:
        if name == "confirm":
            told(batch.payouts.get(), self.fiona)

    def struck(self, name: str, batch: PayoutBatch) -> None:
        """The act with a blow somewhere in it, and once more by who got no answer."""
        self.ready(name, batch)
        victim = self.victims.pop()
        at = self.random.randint(1, self.lengths[name] + 1)
        postmaster = self.stack.servers["postgres"].child.pid
        blow = die if victim == "process" else lambda: os.kill(postmaster, signal.SIGKILL)
        ended = Fork(lambda: getattr(self, name)(batch), blow=blow, at=at, says=self.says).ends()
        assert victim != "process" or ended == KILLED, self.says.read_text()
        if victim == "postgres":
            self.stack.until(lambda: self.back(postmaster), "the database does not come back")
        self.once_more(name, batch)

    def once_more(self, name: str, batch: PayoutBatch) -> None:
        try:
            getattr(self, name)(batch)
        except Refused as refused:
            if refused.code not in DONE:
                raise

    def back(self, postmaster: int) -> bool:
        server = self.stack.servers["postgres"]
        return server.child.pid != postmaster and server.answers() and _works()


def _works() -> bool:
    try:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def test_fifty_blows(stack, tmp_path, monkeypatch):
    # Of the server that it kills itself the test need not wait longer each time.
    monkeypatch.setattr(supervisor, "LONGEST_WAIT", supervisor.FIRST_WAIT)
    desk = Desk(stack, tmp_path, "blows")
    desk.issued(0)
    desk.learn(desk.prepared())
    for month in range(1, PAYOUTS + 1):
        desk.issued(month)
        batch = desk.prepared()
        for name in ACTS:
            desk.struck(name, batch)
        paid_once(batch)
    assert desk.victims == []
    paid = Entry.objects.filter(partner=desk.partner, account=Account.PAID).count()
    assert paid == Payout.objects.filter(partner=desk.partner, state="paid").count() == PAYOUTS + 1
    assert verify_books() == []
    assert [chain for chain in verify_chains() if chain.findings] == []


def paid_once(batch: PayoutBatch) -> None:
    payout = batch.payouts.get()
    assert (payout.state, payout.amount, payout.outcomes.count()) == ("paid", 20, 1)
    for cause in ("payout_approved", "payout_paid"):
        assert JournalTransaction.objects.filter(subject=payout.number, cause=cause).count() == 1, cause
    for event in ("payout.approved", "payout.marked_paid"):
        assert AuditEvent.objects.filter(subject=payout.number, event=event).count() == 1, event
    first = AuditEvent.objects.filter(subject=batch.number, event="batch.exported", details__again=False)
    assert first.count() == 1
    batch.refresh_from_db()
    again = export_batch(batch=batch, by=batch.exported_by)
    assert hashlib.sha256(again).hexdigest() == batch.file_sha256
