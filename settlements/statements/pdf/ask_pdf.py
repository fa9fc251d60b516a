"""Ask for the PDF of a statement."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal.notices.put_event import put_event
from settlements.statements.models import Statement
from settlements.statements.pdf.models import PdfRequest

PATIENCE = timedelta(minutes=10)
"""A request older than that has lost its worker, or there is none."""


@transaction.atomic
def ask_pdf(*, statement: Statement, again: bool = False) -> PdfRequest:
    """The request there is, else a new one, whose work begins after the commit.

    `again`: also where the one there is has failed, or waits for longer than anything takes.
    """
    request, new = PdfRequest.objects.select_for_update().get_or_create(
        statement=statement, defaults={"partner": statement.partner, "asked_at": timezone.now()}
    )
    if again and (request.failed_at or is_overdue(request)):
        request.asked_at, request.attempts, request.failed_at = timezone.now(), 0, None
        request.save()
        new = True
    if new:
        put_event(event="statement.pdf_asked", args=[statement.pk], partner=statement.partner)
    return request


def is_overdue(request: PdfRequest) -> bool:
    return timezone.now() - request.asked_at > PATIENCE
