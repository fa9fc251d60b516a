"""kill -9 in the middle of a check, of settling and of issuing: all is finished, and nothing is there twice.

"In the middle" is made sure of by a lock: the worker waits inside its transaction when the blow falls.
"""

import re
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from portal.accounts.roles import StaffRole
from portal.audit.models import AuditEvent
from portal.audit.verify_chain import verify_chains
from portal.embedded import paths
from portal.notices.models import OutboxEvent
from portal.notices.sweep import deliver_waiting_events
from settlements.balances.models import JournalTransaction
from settlements.balances.verify_books import verify_books
from settlements.engine.json_text import canonical_json
from settlements.runs.approve_run import approve_run
from settlements.runs.models import Blocker, SettlementRun
from settlements.runs.open_run import open_run
from settlements.runs.request_approval import request_approval
from settlements.runs.tasks import resume_runs
from settlements.statements.models import Line, Statement
from settlements.statements.result_digest import result_digest
from tests.factories.accounts import make_partner, make_staff
from tests.factories.agreements import make_agreement
from tests.factories.usage import ATTESTATION, received_report, reporter_of
from tests.scenarios.private_stack import PrivateStack
from usage.models import Bucket, Report
from usage.recheck_stuck_reports import recheck_stuck_reports
from usage.submit_report import submit_report
from usage.tasks import check_report

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for a worker's children in /proc")
VICTIMS = ("worker's child", "worker", "broker", "postgres")
DEADLY = VICTIMS[:2]  # to whoever is at work
NOBODY = "nobody"
LABEL = "2026-09"


@pytest.fixture(scope="module")
def stack(django_db_blocker):
    folder = Path(tempfile.mkdtemp(prefix="portal-state-")).resolve()
    folder.chmod(0o711)
    try:
        with django_db_blocker.unblock(), PrivateStack(folder).running() as stack:
            yield stack
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(paths.run_folder(folder), ignore_errors=True)


@pytest.fixture(scope="module")
def undisturbed(stack) -> bytes:
    """What the statement says where nobody is killed."""
    circle = Circle(stack, NOBODY)
    circle.checked()
    circle.settled()
    circle.issued()
    return documents_of(Statement.objects.get(agreement=circle.agreement))


def documents_of(statement: Statement) -> bytes:
    """Input and result, byte for byte, but for whose they are."""
    given, result = dict(statement.input_document), dict(statement.result_document)
    whose = {name: given["agreement"][name] for name in ("number", "partner")}
    given["agreement"] = {name: value for name, value in given["agreement"].items() if name not in whose}
    assert (result.pop("agreement"), result.pop("digest")) == (whose["number"], statement.digest)
    assert result_digest(statement.result_document) == statement.digest
    return canonical_json([given, result])


class Circle:
    """A report, its run and its statement, with one blow in each."""

    def __init__(self, stack: PrivateStack, victim: str) -> None:
        self.stack, self.victim = stack, victim
        self.code = re.sub("[^a-z]", "", victim)
        self.fiona = make_staff(f"fiona@{self.code}.example", "Fiona", StaffRole.FINANCE)
        self.april = make_staff(f"april@{self.code}.example", "April", StaffRole.APPROVER)
        partner = make_partner(self.code, self.code)
        self.agreement = make_agreement(partner, reporter="partner", starts="2026-09-01")
        self.report: Report | None = None
        self.run: SettlementRun | None = None

    def checked(self) -> None:
        rows = [{"usage_date": "2026-09-05"}, {"usage_date": "2026-09-06"}]
        with self.stack.held(Bucket, then=self.blow):
            self.report = received_report(self.agreement, LABEL, rows)
        if self.victim in DEADLY:
            then = timezone.now() - timedelta(minutes=2)
            Report.objects.filter(pk=self.report.pk, state="checking").update(
                progress_at=then, queued_at=then
            )
        self.until(lambda: self.now(self.report).state == "checked", "the check never ends")
        submit_report(
            report=self.report, by=reporter_of(self.agreement), attestation=ATTESTATION, completes_period=True
        )

    def settled(self) -> None:
        with self.stack.held(Blocker, then=self.blow):
            self.run = open_run(label=LABEL, by=self.fiona, agreements=[self.agreement])
        self.until(lambda: self.now(self.run).state == "review", "settling never ends")

    def issued(self) -> None:
        request_approval(run=self.run, by=self.fiona)
        self.run.refresh_from_db()
        with self.stack.held(Line, then=self.blow):
            approve_run(run=self.run, by=self.april, fingerprint=self.run.fingerprint)
        self.until(lambda: self.now(self.run).state == "issued", "issuing never ends")

    def blow(self) -> None:
        if self.victim != NOBODY:
            self.stack.kill(self.victim)

    def until(self, reached, otherwise: str) -> None:
        self.stack.until(reached, otherwise, sweep=self.sweep)

    def sweep(self) -> None:
        """What beat does, as if all that waits had waited for a minute."""
        then = timezone.now() - timedelta(minutes=2)
        if self.run:
            self.run.settlements.filter(state="waiting").update(queued_at=then)
            SettlementRun.objects.filter(pk=self.run.pk, state="approved").update(approved_at=then)
        deliver_waiting_events()
        recheck_stuck_reports(queue=check_report.delay)
        resume_runs()

    @staticmethod
    def now(row):
        row.refresh_from_db()
        return row


@pytest.mark.parametrize("victim", VICTIMS)
def test_all_is_finished_and_nothing_is_there_twice(stack, undisturbed, victim):
    circle = Circle(stack, victim)
    circle.checked()
    circle.settled()
    circle.issued()

    report, statement = circle.report, Statement.objects.get(agreement=circle.agreement)
    assert (report.rows, report.accepted, report.buckets.count()) == (2, 2, 1)
    assert sorted(stored(report)) == sorted([*report.archive, *report.problems])
    attempts = [report.attempts, circle.run.settlements.get().attempts]
    assert max(attempts) <= 3
    if victim != "worker":  # whose children may end what they are at
        assert (max(attempts) > 1) == (victim != "broker"), "without a broker work goes on"
    assert statement.due_now == 40
    assert documents_of(statement) == undisturbed
    assert JournalTransaction.objects.filter(subject=statement.number).count() == 1
    partner = circle.agreement.partner
    for event in ("report.checked", "report.submitted", "statement.issued"):
        assert AuditEvent.objects.filter(partner=partner, event=event).count() == 1, event
    assert AuditEvent.objects.filter(subject=f"run {circle.run.pk}", event="run.issued").count() == 1
    numbers = list(Statement.objects.order_by("pk").values_list("number", flat=True))
    assert [int(number[-6:]) for number in numbers] == list(range(1, len(numbers) + 1))
    assert verify_books() == []
    assert [chain for chain in verify_chains() if chain.findings] == []
    assert not OutboxEvent.objects.filter(delivered_at=None).exists()


def stored(report: Report) -> list[str]:
    folder = f"usage/{report.partner_id}/{report.pk}"
    return [
        f"{folder}/{attempt}/{name}"
        for attempt in default_storage.listdir(folder)[0]
        for name in default_storage.listdir(f"{folder}/{attempt}")[1]
    ]
