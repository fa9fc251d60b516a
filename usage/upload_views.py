"""Handing in a file, and the template of one."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from agreements.models import Agreement
from portal.accounts.models import User
from portal.refused import Refused
from usage.access import may_report, why_not_report
from usage.audience import Audience, visible_agreement
from usage.check.canonical import COLUMNS
from usage.dialects.offered import last_dialect, offered_dialects
from usage.formats.write import ENDINGS, table_response
from usage.forms import UploadForm
from usage.hand_in import hand_in
from usage.handing_in import first_day, is_counter, own_periods, replaced_by, why_not_sent
from usage.template_rows import template_rows
from usage.upload_rules import rules_for

FIELDS_OF = {"bad_control_totals": "control_rows", "other_dialect": "dialect", "dialect_retired": "dialect"}


@require_http_methods(["GET", "HEAD", "POST"])
def new_report(request, audience: Audience) -> HttpResponse:
    """Rules and template, then the file: in one piece here, or by a script in many (usage/uploads).

    `?counter=1`: counter-figures.
    """
    counter = is_counter(request.POST or request.GET)
    periods = own_periods(request.user, audience.agreements(request), counter=counter)
    own = [agreement for agreement, _statuses in periods]
    chosen = _chosen(audience, request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(
        *sent,
        periods=periods,
        dialects=offered_dialects(own),
        initial={
            "period": "/".join(chosen) if chosen else None,
            "dialect": last_dialect(chosen[0] if chosen else "", own),
            "counter": "1" if counter else "",
        },
    )
    replaces = replaced_by(audience, request)
    why_not = _why_not(audience, request, own, chosen, counter)
    if request.method == "POST":
        if why_not := why_not or why_not_sent(audience, request, request.POST):
            raise PermissionDenied(why_not)
        try:
            if form.is_valid():
                report = hand_in(audience=audience, by=request.user, form=form, replaces=replaces)
                return redirect(audience.url("report", report.pk))
        except Refused as refusal:
            form.add_error(FIELDS_OF.get(refusal.code, "file"), refusal.sentence)
    context = audience.context(
        form=form,
        replaces=replaces,
        chosen=chosen,
        why_not=why_not,
        rules=rules_for(own),
        has_periods=any(statuses for _each, statuses in periods),
        counter=counter,
        counter_query="" if counter else _counter_query(request.user, audience, chosen),
    )
    return render(request, "usage/new_report.html", context, status=422 if form.errors else 200)


def _chosen(audience: Audience, request) -> tuple[str, str] | None:
    """Agreement number and label named in the URL. Outsiders' and unknown agreements: Http404."""
    number, label = request.GET.get("agreement", ""), request.GET.get("period", "")
    if not number:
        return None
    visible_agreement(audience, request.user, number)
    return number, label


def _counter_query(user: User, audience: Audience, chosen: tuple[str, str] | None) -> str:
    """Where the period chosen is the other side's: the query with which to hand in figures to compare."""
    if chosen is None:
        return ""
    agreement = visible_agreement(audience, user, chosen[0])
    if not may_report(user, agreement, first_day(agreement, chosen[1]), counter=True):
        return ""
    return urlencode({"agreement": chosen[0], "period": chosen[1], "counter": "1"})


def _why_not(
    audience: Audience, request, own: list[Agreement], chosen: tuple[str, str] | None, counter: bool
) -> str:
    """Why there is nothing to upload here for this person; empty where there is."""
    if chosen:
        agreement = visible_agreement(audience, request.user, chosen[0])
        first = first_day(agreement, chosen[1])
        return why_not_report(request.user, agreement, first, counter=counter)
    if own:
        return ""
    first = audience.agreements(request).first()
    return why_not_report(request.user, first, first_day(first, ""), counter=counter) if first else ""


@require_safe
def report_template(request, audience: Audience) -> HttpResponseBase:
    """A canonical file with two sample rows, in codes of the catalogue; `format` is its ending."""
    ending = request.GET.get("format", "csv")
    if ending not in ENDINGS:
        raise Http404
    rows = [COLUMNS, *template_rows()]
    return table_response(rows=rows, kind=ENDINGS[ending], name="usage-template", mark=False)
