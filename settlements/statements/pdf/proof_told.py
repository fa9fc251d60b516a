"""Where a statement's figures come from, how to check them, and what one can do about them until when."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.web import formats
from settlements.statements.bundle.verifier import NAME as VERIFIER_NAME
from settlements.statements.bundle.verifier import verifier_sha256
from settlements.statements.final import window_ends_at
from settlements.statements.models import Statement
from settlements.statements.payment_due import when_paid
from settlements.statements.pdf.plain_text import isolate


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
        "command": f"python3 {VERIFIER_NAME} FOLDER",
        "program": _("The program stands on the portal's help page, and in the statement's bundle. SHA-256:"),
        "program_sha": verifier_sha256(),
        "digest_label": _("Digest of the result:"),
        "digest": statement.digest,
        "seal_label": _("Seal of this statement and of those before it:"),
        "seal": statement.seal.digest,
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
        when_paid(statement),
    ]
    return {
        "title": _("What you can do"),
        "sentences": [each for each in sentences if each],
        "link_label": _("This statement on the portal:"),
        "link": url,
    }


def _disputes(statement: Statement) -> str:
    until = window_ends_at(statement)
    if until is None:
        return _("It may be disputed until a signatory accepts it.")
    sentence = _("It may be disputed until %(day)s, or until a signatory accepts it.")
    return sentence % {"day": isolate(formats.instant(until, statement.agreement.time_zone))}
