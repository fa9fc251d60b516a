"""Where a statement's figures come from, how to check them, and what one can do about them until when."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.operations.operations_on import operations_on
from portal.web import formats
from settlements.statements.models import Statement
from settlements.statements.pdf.plain_text import isolate

COMMAND = "python -m settlements.engine verify FOLDER"


def sources_told(statement: Statement) -> dict[str, Any]:
    zone = statement.agreement.time_zone
    reports = statement.reports.select_related("file").order_by("pk")
    return {
        "title": _("Where the figures come from"),
        "empty": _("No usage was reported for this period."),
        "columns": [_("Usage report"), _("Submitted"), _("Rows accepted")],
        "sha": _("SHA-256 of the file"),
        "rows": [
            [
                isolate(report.file.name),
                report.file.sha256,
                isolate(formats.instant(report.submitted_at, zone)) if report.submitted_at else "–",
                formats.exact(report.accepted or 0),
            ]
            for report in reports
        ],
    }


def proof_told(statement: Statement) -> dict[str, Any]:
    return {
        "title": _("Check it yourself"),
        "text": _(
            "These two documents hold everything that the calculation used and everything it gave. Put both "
            "into one folder and run the calculator on it: it needs no network, and it names every amount "
            "that differs."
        ),
        "attached": _("Attached to this PDF:"),
        "command": COMMAND,
        "digest_label": _("Digest of the result:"),
        "digest": statement.digest,
    }


def next_steps(statement: Statement) -> dict[str, Any]:
    """Asking and disputing, the last day for it, and when payment is due."""
    url = settings.SITE_URL + reverse("statement", args=[statement.number])
    sentences = [
        _(
            "Every line and every step has a page on the portal that shows how it was calculated, down to "
            "the reported rows. There you can ask about it or dispute it."
        ),
        _disputes(statement),
        _payment(statement),
    ]
    return {
        "title": _("What you can do"),
        "sentences": [each for each in sentences if each],
        "link_label": _("This statement on the portal:"),
        "link": url,
    }


def _disputes(statement: Statement) -> str:
    days = operations_on(statement.agreement, statement.period.from_date).dispute_window_days
    if not days:
        return _("The agreement names no last day for disputes.")
    until = formats.instant(statement.issued_at + timedelta(days=days), statement.agreement.time_zone)
    sentence = _("Disputes may be opened until %(day)s, %(days)s days after the statement was issued.")
    return sentence % {"day": isolate(until), "days": formats.exact(days)}


def _payment(statement: Statement) -> str:
    """By the terms of the period's last day, as remittances are."""
    last = statement.period.to_date - timedelta(days=1)
    days = operations_on(statement.agreement, last).payment_days
    if days is None or not statement.due_now:
        return ""
    due = timezone.localdate(statement.issued_at) + timedelta(days=days)
    sentence = _("Payment is due by %(day)s, %(days)s days after the statement was issued.")
    return sentence % {"day": isolate(formats.day(due)), "days": formats.exact(days)}
