"""The PDF of a statement: handed out where it is made, else asked for and waited for."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from portal.files.download import file_response
from settlements.statements.audience import Audience
from settlements.statements.models import Statement
from settlements.statements.pdf.ask_pdf import ask_pdf, is_overdue
from settlements.statements.pdf.models import StatementPdf

LEAST, MOST = 2, 30
"""Seconds until the page that waits looks again: half as long as it has waited."""


def statement_pdf(request, audience: Audience, number: str) -> HttpResponse:
    """`?wait` is the page that waits; once the file is there, it leads back to it.

    A browser that fetches a file stays on the page it came from: that page then says so. Staff's look is the
    file: a page that waits shows no more than the list, and looks again and again.
    """
    found = audience.unshown(request.user, number)
    made = _made(found)
    if made and "wait" not in request.GET:
        audience.note_look(request.user, found, "statement as PDF")
        return file_response(made.file)
    if made is None and "again" in request.GET:
        ask_pdf(statement=found, again=True)
        return redirect(f"{request.path}?wait")
    return _waits(request, audience, number, found, made)


def statement_pdf_progress(request, audience: Audience, number: str) -> HttpResponse:
    """What the page that waits fetches for itself."""
    found = audience.unshown(request.user, number)
    return _waits(request, audience, number, found, _made(found))


def _made(statement: Statement) -> StatementPdf | None:
    return StatementPdf.objects.filter(statement=statement).select_related("file").first()


def _waits(
    request, audience: Audience, number: str, found: Statement, made: StatementPdf | None
) -> HttpResponse:
    context = audience.context(found, address=number, made=made)
    if made is None:
        asked = ask_pdf(statement=found)
        waited = (timezone.now() - asked.asked_at).total_seconds()
        context |= {
            "failed": bool(asked.failed_at) or is_overdue(asked),
            "seconds": int(min(MOST, max(LEAST, waited / 2))),
        }
    return render(request, "settlements/statements/statement_pdf.html", context)
