"""The PDF of a statement: handed out where it is made, else asked for and waited for."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from portal.files.download import file_response
from settlements.statements.audience import Audience
from settlements.statements.pdf.ask_pdf import ask_pdf, is_overdue
from settlements.statements.pdf.models import StatementPdf

LEAST, MOST = 2, 30
"""Seconds until the page that waits looks again: half as long as it has waited."""


def statement_pdf(request, audience: Audience, number: str) -> HttpResponse:
    """`?wait` is the page that waits; once the file is there, it leads back to it.

    A browser that fetches a file stays on the page it came from: that page then says so.
    """
    found = audience.statement(request.user, number, "statement as PDF")
    made = StatementPdf.objects.filter(statement=found).select_related("file").first()
    if made and "wait" not in request.GET:
        return file_response(made.file)
    context = audience.context(found, address=number, made=made)
    if made is None:
        again = "again" in request.GET
        asked = ask_pdf(statement=found, again=again)
        if again:
            return redirect(f"{request.path}?wait")
        waited = (timezone.now() - asked.asked_at).total_seconds()
        context |= {
            "failed": bool(asked.failed_at) or is_overdue(asked),
            "seconds": int(min(MOST, max(LEAST, waited / 2))),
        }
    return render(request, "settlements/statements/statement_pdf.html", context)
