"""Handing in a file, and the template of one."""

from datetime import date
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from agreements.models import Agreement
from portal.accounts.models import User
from portal.refused import Refused
from usage.access import may_report, side_on, why_not_report
from usage.audience import Audience, visible_agreement
from usage.check.canonical import COLUMNS
from usage.dialects.offered import chosen_dialect, last_dialect, offered_dialects
from usage.formats.write import ENDINGS, table_response
from usage.forms import UploadForm
from usage.models import Report
from usage.own_periods import with_may
from usage.periods.open_period import days_of, open_period
from usage.periods.status import PeriodStatus, status_of_periods, with_periods
from usage.receive_report import receive_report
from usage.template_rows import template_rows
from usage.upload_rules import rules_for

LONGEST_ID = 20
FIELDS_OF = {"bad_control_totals": "control_rows", "other_dialect": "dialect", "dialect_retired": "dialect"}


@require_http_methods(["GET", "HEAD", "POST"])
def new_report(request, audience: Audience) -> HttpResponse:
    """Rules and template, then the file; `?counter=1` for counter-figures."""
    counter = request.GET.get("counter") == "1"
    periods = _own_periods(request.user, audience.agreements(request), counter)
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
        },
    )
    replaces = _replaces(audience, request)
    why_not = _why_not(audience, request, own, chosen, counter)
    if request.method == "POST":
        if why_not := why_not or _why_not_posted(audience, request, counter):
            raise PermissionDenied(why_not)
        report = form.is_valid() and _receive(audience, request.user, form, replaces, counter)
        if report:
            url = audience.url("report", report.pk)
            return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
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
    status = 422 if form.errors and not request.htmx else 200
    return render(request, "usage/new_report.html", context, status=status)


def _own_periods(
    user: User, agreements: QuerySet[Agreement], counter: bool
) -> list[tuple[Agreement, list[PeriodStatus]]]:
    """The periods the person reports, by agreement, and agreements whose first period they will report.

    `counter`: those for which they may hand in counter-figures.
    """
    found = []
    for agreement in with_periods(agreements):
        shown = with_may(user, agreement, status_of_periods(agreement), counter=counter)
        own = [each for each, may in shown if may]
        if own or (not shown and may_report(user, agreement, agreement.starts_date, counter=counter)):
            found.append((agreement, own))
    return found


def _counter_query(user: User, audience: Audience, chosen: tuple[str, str] | None) -> str:
    """Where the period chosen is the other side's: the query with which to hand in figures to compare."""
    if chosen is None:
        return ""
    agreement = visible_agreement(audience, user, chosen[0])
    if not may_report(user, agreement, _first_day(agreement, chosen[1]), counter=True):
        return ""
    return urlencode({"agreement": chosen[0], "period": chosen[1], "counter": "1"})


def _receive(
    audience: Audience, user: User, form: UploadForm, replaces: Report | None, counter: bool
) -> Report | None:
    number, label = form.agreement_and_label
    agreement = visible_agreement(audience, user, number)
    try:
        period = open_period(agreement=agreement, label=label)
        return receive_report(
            by=user,
            agreement=agreement,
            period=period,
            reporter=side_on(agreement, period.from_date, counter=counter),
            content=form.cleaned_data["file"].file,
            name=form.cleaned_data["file"].name,
            correction=form.cleaned_data["correction"],
            replaces=replaces,
            counter=counter,
            control_totals=form.control_totals(agreement.partner),
            dialect=chosen_dialect(form.dialect_id, agreement),
        )
    except Refused as refusal:
        form.add_error(FIELDS_OF.get(refusal.code, "file"), refusal.sentence)
        return None


def _chosen(audience: Audience, request) -> tuple[str, str] | None:
    """Agreement number and label named in the URL. Outsiders' and unknown agreements: Http404."""
    number, label = request.GET.get("agreement", ""), request.GET.get("period", "")
    if not number:
        return None
    visible_agreement(audience, request.user, number)
    return number, label


def _replaces(audience: Audience, request) -> Report | None:
    named = request.GET.get("replaces", "")
    if not named:
        return None
    if not (named.isascii() and named.isdigit() and len(named) < LONGEST_ID):
        raise Http404
    return audience.report(request.user, int(named))


def _why_not(
    audience: Audience, request, own: list[Agreement], chosen: tuple[str, str] | None, counter: bool
) -> str:
    """Why there is nothing to upload here for this person; empty where there is."""
    if chosen:
        agreement = visible_agreement(audience, request.user, chosen[0])
        first_day = _first_day(agreement, chosen[1])
        return why_not_report(request.user, agreement, first_day, counter=counter)
    if own:
        return ""
    first = audience.agreements(request).first()
    return why_not_report(request.user, first, _first_day(first, ""), counter=counter) if first else ""


def _why_not_posted(audience: Audience, request, counter: bool) -> str:
    """Why the period sent is not the person's to report; empty where it is, or is none the form knows."""
    number, _slash, label = request.POST.get("period", "").partition("/")
    agreement = audience.agreements(request).filter(number=number.replace("\0", "")).first()
    if agreement is None:
        return ""
    return why_not_report(request.user, agreement, _first_day(agreement, label), counter=counter)


def _first_day(agreement: Agreement, label: str) -> date:
    """Of the period named, else today, where the agreement lives."""
    try:
        return days_of(agreement=agreement, label=label).start
    except Refused:
        return timezone.localdate(timezone=ZoneInfo(agreement.time_zone))


@require_safe
def report_template(request, audience: Audience) -> HttpResponseBase:
    """A canonical file with two sample rows, in codes of the catalogue; `format` is its ending."""
    ending = request.GET.get("format", "csv")
    if ending not in ENDINGS:
        raise Http404
    rows = [COLUMNS, *template_rows()]
    return table_response(rows=rows, kind=ENDINGS[ending], name="usage-template", mark=False)
