"""One agreement's way from a report to a statement's files, with a blow in each step.

"In the middle" is made sure of by a lock: the worker waits inside its transaction when the blow falls.
"""

import re
from datetime import timedelta

from django.utils import timezone

from portal.accounts.roles import StaffRole
from portal.files.models import StoredFile
from portal.notices.sweep import deliver_waiting_events
from settlements.models import PdfRequest, StatementArchive, StatementPdf
from settlements.runs.approve_run import approve_run
from settlements.runs.models import Blocker, SettlementRun
from settlements.runs.open_run import open_run
from settlements.runs.request_approval import request_approval
from settlements.statements.archive.begin_statement_archive import begin_statement_archive
from settlements.statements.models import Line, Statement
from settlements.statements.pdf.ask_pdf import ask_pdf
from settlements.tasks import resume_pdfs, resume_runs, resume_statement_archives
from tests.factories.accounts import make_partner, make_staff
from tests.factories.agreements import make_agreement
from tests.factories.usage import ATTESTATION, received_report, reporter_of
from tests.scenarios.private_stack import PrivateStack
from usage.models import Bucket, Report
from usage.recheck_stuck_reports import recheck_stuck_reports
from usage.submit_report import submit_report
from usage.tasks import check_report

VICTIMS = ("worker's child", "worker", "broker", "postgres")
DEADLY = VICTIMS[:2]  # to whoever is at work
NOBODY = "nobody"
LABEL = "2026-09"


class Circle:
    """A report, its run and its statement, with one blow in each."""

    def __init__(self, stack: PrivateStack, victim: str, name: str = "") -> None:
        self.stack, self.victim = stack, victim
        self.code = re.sub("[^a-z]", "", name or victim)
        self.fiona = make_staff(f"fiona@{self.code}.example", "Fiona", StaffRole.FINANCE)
        self.april = make_staff(f"april@{self.code}.example", "April", StaffRole.APPROVER)
        partner = make_partner(self.code, self.code)
        self.agreement = make_agreement(partner, reporter="partner", starts="2026-09-01")
        self.report: Report | None = None
        self.run: SettlementRun | None = None
        self.archive: StatementArchive | None = None

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

    def statement(self) -> Statement:
        return Statement.objects.get(agreement=self.agreement)

    def set_as_pdf(self) -> None:
        """The blow falls when the bytes are in storage, and their row is not."""
        with self.stack.held(StoredFile, mode="SHARE", then=self.blow):
            ask_pdf(statement=self.statement())
        self.until(lambda: StatementPdf.objects.filter(statement=self.statement()).exists(), "no PDF comes")

    def packed(self) -> None:
        """The blow falls when a part of the zip is written."""
        with self.stack.held(Line, then=self.blow):
            self.archive = begin_statement_archive(partner=self.agreement.partner, by=self.fiona)
        self.until(lambda: self.now(self.archive).state == "made", "packing never ends")

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
        PdfRequest.objects.filter(failed_at=None).update(asked_at=then)
        StatementArchive.objects.filter(state="waiting").update(moved_at=then - timedelta(minutes=5))
        deliver_waiting_events()
        recheck_stuck_reports(queue=check_report.delay)
        resume_runs()
        resume_pdfs()
        resume_statement_archives()

    @staticmethod
    def now(row):
        row.refresh_from_db()
        return row
