"""Declaring a period: no usage, or complete with what is submitted."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.operations.periods_on import reporter_on
from portal.refused import Refused
from portal.web import formats
from usage import declare_period as declaring
from usage.access import why_not_report
from usage.audience import Audience, visible_agreement
from usage.forms import DeclareForm
from usage.models import Declaration
from usage.periods.open_period import days_of, open_period
from usage.usage_of_period import has_counting_reports


@require_http_methods(["GET", "HEAD", "POST"])
def declare_period(request, audience: Audience) -> HttpResponse:
    """`?agreement=&period=`: complete where reports are submitted, no usage where none are."""
    agreement = visible_agreement(audience, request.user, request.GET.get("agreement", ""))
    label = request.GET.get("period", "")
    try:
        first = days_of(agreement=agreement, label=label).start
    except Refused as refusal:
        raise Http404(refusal.sentence) from None
    complete = has_counting_reports(agreement=agreement, label=label)
    kind = Declaration.Kind.COMPLETE if complete else Declaration.Kind.NIL
    sent = (request.POST,) if request.method == "POST" else ()
    form = DeclareForm(*sent, agreement=agreement, label=label, kind=kind)
    if form.is_valid():
        try:
            declaring.declare_period(
                period=open_period(agreement=agreement, label=label),
                reporter=reporter_on(agreement, first),
                kind=kind,
                by=request.user,
                attestation=form.attestation,
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _said(kind) % {"period": formats.period(label)})
            return redirect(audience.url("reports"))
    context = audience.context(
        form=form,
        agreement=agreement,
        label=label,
        complete=complete,
        why_not=why_not_report(request.user, agreement, first),
    )
    return render(request, "usage/declare_period.html", context, status=422 if form.errors else 200)


def _said(kind: str) -> str:
    if kind == Declaration.Kind.NIL:
        return _("No usage is declared for %(period)s.")
    return _("%(period)s is declared complete.")
