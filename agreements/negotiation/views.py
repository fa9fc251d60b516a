"""One version of an agreement, read whole; and the paper that was signed."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agreements.access import versions_to_show
from agreements.audience import Audience
from agreements.models import SignedDocument
from agreements.negotiation.forms import CommentForm
from agreements.negotiation.version_page import version_page
from agreements.version_shown import most_rules, version_to_show
from portal.accounts.access import licensor
from portal.audit.record_event import record_event
from portal.files.download import file_response
from portal.refused import Refused


def version(request, audience: Audience, number: str, proposal: int) -> HttpResponse:
    read = partial(versions_to_show, most=most_rules(request))
    found = audience.version(request.user, number, proposal, "version", read)
    shown = version_page(version=found, shown=version_to_show(found), reader=request.user, audience=audience)
    context = audience.context(licensor=licensor(), form=CommentForm(auto_id=False), **shown)
    return render(request, "agreements/negotiation/version.html", context)


def signed_document(request, audience: Audience, number: str, document: int) -> HttpResponse | FileResponse:
    """The file; a look by staff is on record."""
    agreement = audience.agreement(request.user, number)
    found = get_object_or_404(SignedDocument, version__agreement=agreement, pk=document)
    try:
        with transaction.atomic():
            response = file_response(found.file)
            if audience.is_staff:
                record_event(
                    event="signed_document.viewed",
                    subject=agreement.number,
                    actor=request.user,
                    partner=agreement.partner,
                    details={"version": found.version.number},
                )
            return response
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(audience.url("version", agreement.number, found.version.number))
    except OSError as error:
        raise Http404 from error
