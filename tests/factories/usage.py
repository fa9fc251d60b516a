"""Usage files and reports, made by the portal's own acts."""

import base64
import csv
import io
from datetime import date

from agreements.models import Agreement
from agreements.operations.periods_on import reporter_on
from portal.accounts.models import Membership, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.periods import parse_label
from tests.factories.accounts import make_member, make_staff
from tests.portal_running import wait_for
from usage.access import side_on
from usage.check_report import check_report
from usage.models import Report, Upload
from usage.periods.open_period import open_period
from usage.receive_report import receive_report
from usage.submit_report import submit_report
from usage.uploads.start_upload import start_upload

ROW = {
    "usage_date": "2026-10-05",
    "application": "search",
    "model": "llama-3.1-8b",
    "market": "DE",
    "unit": "output_tokens",
    "quantity": "1000",
    "gross_revenue": "100.00",
    "currency": "USD",
}
ATTESTATION = "I confirm that these figures are complete and correct."


def csv_bytes(*rows: dict[str, str]) -> bytes:
    """A canonical file; each row is ROW with the members given. No row: one like ROW."""
    given = [{**ROW, **row} for row in rows or ({},)]
    columns = list(dict.fromkeys(name for row in given for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(given)
    return text.getvalue().encode()


def reporter_of(agreement: Agreement, label: str = "") -> User:
    """Who may report the period, or the agreement's first: the partner's uploader, or staff operations."""
    if reporter_on(agreement, first_day(agreement, label)) == Agreement.Party.LICENSOR:
        found = User.objects.filter(staff_roles__contains=[StaffRole.OPERATIONS]).first()
        return found or make_staff("olaf.operations@licensor.example", "Olaf", StaffRole.OPERATIONS)
    held = Membership.objects.filter(
        partner=agreement.partner, roles__contains=[PartnerRole.UPLOADER]
    ).first()
    if held:
        return held.user
    email = f"ulla@{agreement.partner.code}.example"
    return make_member(email, "Ulla Upload", agreement.partner, PartnerRole.UPLOADER)


def first_day(agreement: Agreement, label: str) -> date:
    return parse_label(label).start if label else agreement.starts_date


def received_report(
    agreement: Agreement,
    label: str,
    content: bytes | list[dict[str, str]] | None = None,
    *,
    by: User | None = None,
    name: str = "usage.csv",
    **fields,
) -> Report:
    """A report whose check has not begun; `content` is bytes, or rows for `csv_bytes`."""
    if not isinstance(content, bytes):
        content = csv_bytes(*(content or []))
    return receive_report(
        by=by or reporter_of(agreement, label),
        agreement=agreement,
        period=open_period(agreement=agreement, label=label),
        reporter=side_on(agreement, first_day(agreement, label), counter=fields.get("counter", False)),
        content=io.BytesIO(content),
        name=name,
        **fields,
    )


def begun_upload(agreement: Agreement, label: str, *, size: int = 100, by: User | None = None) -> Upload:
    """An upload in pieces of which nothing is there yet."""
    period = f"{agreement.number}/{label}"
    return start_upload(
        by=by or reporter_of(agreement, label),
        agreement=agreement,
        label=label,
        reporter=reporter_on(agreement, first_day(agreement, label)),
        counter=False,
        replaces=None,
        name="usage.csv",
        size=size,
        metadata=f"filename {coded('usage.csv')},period {coded(period)}",
    )


def coded(text: str) -> str:
    """A value of Upload-Metadata."""
    return base64.b64encode(text.encode()).decode()


def checked_report(agreement: Agreement, label: str, content=None, **fields) -> Report:
    """A report with its verdict, by the real check: done here, unless a running worker was quicker."""
    report = received_report(agreement, label, content, **fields)
    check_report(report_id=report.pk)
    return wait_for(lambda: verdict_of(report))


def verdict_of(report: Report) -> Report | None:
    """The report as it is once its check has ended."""
    report.refresh_from_db()
    return None if report.state in (Report.State.WAITING, Report.State.CHECKING) else report


def submitted_report(
    agreement: Agreement,
    label: str,
    rows=None,
    by: User | None = None,
    *,
    completes_period: bool = True,
    leave_out_rejected: bool = False,
    **fields,
) -> Report:
    """A report that counts; its period declared complete."""
    report = checked_report(agreement, label, rows, by=by, **fields)
    return submit_report(
        report=report,
        by=by or reporter_of(agreement, label),
        attestation=ATTESTATION,
        completes_period=completes_period,
        leave_out_rejected=leave_out_rejected,
    )


def countered(agreement: Agreement, label: str, rows, by: User, **fields) -> Report:
    """Counter-figures, submitted by a person of the side whose figures do not settle the period."""
    return submitted_report(agreement, label, rows, by, counter=True, completes_period=False, **fields)


def body(response) -> str:
    """What a page says, streamed or not."""
    return body_bytes(response).decode()


def body_bytes(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content
