"""A payout's remittance advice as PDF, and what it pays as CSV, for both audiences."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase

from portal.web.csv_response import csv_response
from settlements.payouts.advice.advice_rows import advice_rows
from settlements.payouts.advice.render_advice import render_advice
from settlements.payouts.advice.why_no_advice import why_no_advice
from settlements.payouts.audience import Audience
from settlements.payouts.breakdown_of import breakdown_of
from settlements.payouts.views import payout as shown_payout

STEM = "{number}-remittance-advice"


def payout_advice(request, audience: Audience, payout: str) -> HttpResponse:
    """In the reader's language; where there is none, the payout's page, which says why."""
    # What is not handed out is no look at it.
    found = audience.payout(request.user, payout, "")
    if why := why_no_advice(found):
        messages.error(request, why)
        return shown_payout(request, audience, payout)
    found = audience.payout(request.user, payout, "remittance advice as PDF")
    name = f"{STEM.format(number=found.number)}.pdf"
    response = HttpResponse(render_advice(payout=found), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def payout_lines(request, audience: Audience, payout: str) -> HttpResponseBase:
    """Every line and step as CSV, numbers as the documents have them; in every state."""
    found = audience.payout(request.user, payout, "lines as CSV")
    return csv_response(name=STEM.format(number=found.number), rows=advice_rows(breakdown_of(found)))
