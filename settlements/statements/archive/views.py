"""All statements of the organisation as one zip: begun, waited for, fetched."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.access import partner_page
from portal.files.download import file_response
from portal.refused import Refused
from settlements.statements.archive import begin_statement_archive as beginning
from settlements.statements.archive.access import archive_file, every_version, newest_archive
from settlements.statements.archive.models import StatementArchive
from usage.storage import files_may_be_gone

LEAST, MOST = 2, 30
"""Seconds until the page that waits looks again: half as long as it has waited."""


@require_safe
@partner_page
def statement_archive(request) -> HttpResponse:
    """`?wait`: once the file is there, it is fetched at once."""
    return _page(request)


@require_safe
@partner_page
def statement_archive_progress(request) -> HttpResponse:
    """What the page that waits fetches for itself."""
    return _page(request)


def _page(request) -> HttpResponse:
    archive = newest_archive(request.user, request.partner)
    count = every_version(request.partner).count()
    made = archive is not None and archive.state == StatementArchive.State.MADE
    context = {
        "archive": archive,
        "count": count,
        "outdated": made and archive.total != count,
        "fetched": made and archive.total == count and "wait" in request.GET,
        "may_begin": archive is None or not beginning.is_fresh(archive, count),
    }
    if archive is not None:
        waited = (timezone.now() - archive.asked_at).total_seconds()
        context["seconds"] = int(min(MOST, max(LEAST, waited / 2)))
    return render(request, "settlements/statements/statement_archive.html", context)


@require_POST
@partner_page
def begin_statement_archive(request) -> HttpResponse:
    try:
        beginning.begin_statement_archive(partner=request.partner, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("statements")
    return redirect(f"{reverse('statement_archive')}?wait")


@require_safe
@partner_page
@files_may_be_gone
def statement_archive_file(request, archive_id: int) -> HttpResponseBase:
    return file_response(archive_file(request.user, archive_id))
