"""`manage.py import_usage FILE --agreement AGR-2026-0001 --period 2026-10 [--by EMAIL] [--submit]`"""

from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.http import Http404
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.operations.periods_on import reporter_on
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.refused import Refused
from usage.check_report import check_report
from usage.models import Report
from usage.periods.open_period import days_of, open_period
from usage.receive_report import receive_report
from usage.submit_report import submit_report
from usage.verdict_text import verdict_lines

ATTESTATION = "Imported on the command line; the operator confirms that the figures are true and complete."


class Command(BaseCommand):
    help = "Take in a usage report as its page does, check it at once, and print the verdict."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--agreement", required=True, help="number, such as AGR-2026-0001")
        parser.add_argument("--period", required=True, help="2026-10 or 2026-Q4")
        parser.add_argument("--by", help="e-mail address of the person who reports")
        parser.add_argument(
            "--submit", action="store_true", help="submit the accepted rows and declare the period complete"
        )
        parser.add_argument(
            "--leave-out-rejected", action="store_true", help="submit although rows were rejected"
        )

    def handle(self, *args, file: Path, agreement: str, period: str, by: str | None, **options) -> None:
        try:
            report = self.take_in(file, agreement, period, by)
            for line in verdict_lines(report):
                self.stdout.write(line)
            if report.state == Report.State.REFUSED:
                raise CommandError(_("The file was refused; nothing was counted."))
            if options["submit"]:
                submit_report(
                    report=report,
                    by=report.uploaded_by,
                    attestation=ATTESTATION,
                    completes_period=True,
                    leave_out_rejected=options["leave_out_rejected"],
                )
                self.stdout.write(report.get_state_display())
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        except (PermissionDenied, Http404) as refusal:
            raise CommandError(
                str(refusal) or _("This person may not report for that agreement.")
            ) from refusal

    def take_in(self, file: Path, number: str, label: str, by: str | None) -> Report:
        """Receive and check, without waiting for a worker."""
        agreement = Agreement.objects.filter(number=number).first()
        if agreement is None:
            raise CommandError(_("There is no agreement %(number)s.") % {"number": number})
        days = days_of(agreement=agreement, label=label)
        reporter = reporter_on(agreement, days.start)
        person = reporter_of(agreement, reporter, by)
        try:
            content = file.open("rb")
        except OSError as trouble:
            raise CommandError(str(trouble)) from trouble
        with content:
            report = receive_report(
                by=person,
                agreement=agreement,
                period=open_period(agreement=agreement, label=label),
                reporter=reporter,
                content=content,
                name=file.name,
            )
        check_report(report_id=report.pk)
        report.refresh_from_db()
        return report


def reporter_of(agreement: Agreement, reporter: str, email: str | None) -> User:
    """The person named; else, where the licensor reports, the first of staff operations."""
    if email:
        person = User.objects.filter(email__iexact=email).first()
    elif reporter == Agreement.Party.LICENSOR:
        person = User.objects.filter(staff_roles__contains=[StaffRole.OPERATIONS], is_active=True).first()
    else:
        held = {"memberships__partner": agreement.partner, "memberships__roles__contains": ["uploader"]}
        person = User.objects.filter(is_active=True, **held).first()
    if person is None:
        raise CommandError(_("Nobody of that address may report here; name the person with --by EMAIL."))
    return person
