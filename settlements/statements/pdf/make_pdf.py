"""Make the PDF of a statement and keep it."""

import io
import logging

from django.db import transaction
from django.utils import timezone

from portal.files.purposes import FilePurpose
from portal.files.store_file import store_file
from portal.notices.send_mail import known_language
from portal.one_at_a_time import one_at_a_time
from settlements.statements.models import Statement
from settlements.statements.pdf.models import PdfRequest, StatementPdf
from settlements.statements.pdf.render_pdf import render_pdf
from settlements.statements.versions import file_stem

ATTEMPTS = 3
log = logging.getLogger(__name__)


def make_pdf(*, statement_id: int) -> StatementPdf | None:
    """The one there is, or a new one; None where it cannot be made, which is logged and kept in the request.

    Safe to run twice, and at once: the second waits, and finds the first one's.
    """
    with one_at_a_time(f"PDF of statement {statement_id}"):
        return _make(statement_id)


def _make(statement_id: int) -> StatementPdf | None:
    statement = Statement.objects.select_related("agreement", "partner", "period", "approved_by").get(
        pk=statement_id
    )
    if made := StatementPdf.objects.filter(statement=statement).first():
        return made
    if not _begin(statement):
        return None
    try:
        language = known_language(statement.partner.language)
        return _keep(statement, language, render_pdf(statement=statement))
    except Exception:
        log.exception("a statement's PDF cannot be made", extra={"statement": statement.number})
        PdfRequest.objects.filter(statement=statement).update(failed_at=timezone.now())
        return None


def _begin(statement: Statement) -> bool:
    """Whether it may be tried once more."""
    with transaction.atomic():
        request, _new = PdfRequest.objects.select_for_update().get_or_create(
            statement=statement, defaults={"partner": statement.partner, "asked_at": timezone.now()}
        )
        if request.attempts >= ATTEMPTS:
            request.failed_at = request.failed_at or timezone.now()
            log.error("making a statement's PDF ended its worker", extra={"statement": statement.number})
        else:
            request.attempts += 1
        request.save()
        return request.failed_at is None


def _keep(statement: Statement, language: str, content: bytes) -> StatementPdf:
    with transaction.atomic():
        request = PdfRequest.objects.select_for_update().get(statement=statement)
        if made := StatementPdf.objects.filter(statement=statement).first():
            return made
        file = store_file(
            content=io.BytesIO(content),
            name=f"{file_stem(statement)}.pdf",
            folder="statements",
            partner=statement.partner,
            stored_by=statement.approved_by,
            purpose=FilePurpose.DOCUMENT,
        )
        request.failed_at = None
        request.save(update_fields=["failed_at"])
        return StatementPdf.objects.create(
            statement=statement, partner=statement.partner, language=language, file=file
        )
