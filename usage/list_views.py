"""Which figures are there and which are due: a partner's periods, the staff's matrix, the list of "
"every file."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.models import Agreement
from agreements.operations.over_time import OverTime, over_time
from agreements.operations.periods_on import settled_by
from portal.accounts.access import is_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.periods import span_of
from portal.web.listing import list_page
from usage.access import may_report, why_not_report
from usage.audience import Audience
from usage.own_periods import Shown, with_may
from usage.periods.status import Status, status_of_periods, with_periods
from usage.tables import ReportFilters, ReportTable, StaffReportTable

SHOWN = 12
MATRIX_PERIODS = 6
MATRIX_ROWS = 25
WAITING = (Status.DUE, Status.TO_SUBMIT, Status.REFUSED)


@dataclass(frozen=True, slots=True)
class AgreementPeriods:
    """An agreement with its periods, newest first; `older` are those beyond the first twelve.

    `over_time`: from which day which length and whose figures hold. `may`: whether the reader
    reports any of them; `why_not`: not the newest; `may_counter`: may compare the newest.
    """

    agreement: Agreement
    over_time: OverTime
    newest: list[Shown]
    older: list[Shown]
    may_counter: bool
    may: bool
    why_not: str


@require_safe
def reports(request, audience: Audience) -> HttpResponse:
    """Agreement × period: due, received, late, nil; and what to do next."""
    wanted = request.GET.get("status", "")
    groups, to_do = [], 0
    for agreement in with_periods(audience.agreements(request)):
        shown = with_may(request.user, agreement, status_of_periods(agreement)[::-1])
        to_do += sum(may and each.status in WAITING for each, may in shown)
        groups.append(_periods(request.user, agreement, shown, wanted))
    context = audience.context(
        groups=groups,
        to_do=to_do,
        statuses=Status.choices,
        wanted=wanted if wanted in Status.values else "",
        may_any=any(group.may for group in groups),
    )
    return render(request, "usage/reports.html", context)


def _periods(user: User, agreement: Agreement, shown: list[Shown], wanted: str) -> AgreementPeriods:
    newest = shown[0][0].due.from_date if shown else agreement.starts_date
    fitting = [each for each in shown if wanted not in Status.values or each[0].status == wanted]
    return AgreementPeriods(
        agreement,
        over_time(agreement),
        fitting[:SHOWN],
        fitting[SHOWN:],
        may_counter=may_report(user, agreement, newest, counter=True),
        may=any(may for _each, may in shown) or may_report(user, agreement, newest),
        why_not=why_not_report(user, agreement, newest),
    )


@require_safe
def report_matrix(request, audience: Audience) -> HttpResponse:
    """Partner × period, the newest periods first to the reading side; searched by partner or number."""
    words = request.GET.get("search", "").replace("\0", "").strip()[:200]
    length = request.GET.get("length", "")
    length = length if length in Agreement.PeriodLength.values else Agreement.PeriodLength.MONTH
    agreements = settled_by(audience.agreements(request), length).order_by("partner__name", "number")
    if words:
        agreements = agreements.filter(Q(partner__name__icontains=words) | Q(number__icontains=words))
    page = Paginator(with_periods(agreements), MATRIX_ROWS).get_page(request.GET.get("page"))
    statuses = {each: _of_length(request.user, each, length) for each in page}
    labels = sorted({label for row in statuses.values() for label in row}, reverse=True)
    shift = request.GET.get("before", "")
    if shift in labels:
        labels = labels[labels.index(shift) + 1 :]
    shown = labels[:MATRIX_PERIODS]
    context = audience.context(
        page=page,
        labels=shown,
        rows=[
            (agreement, over_time(agreement), [row.get(label) for label in shown])
            for agreement, row in statuses.items()
        ],
        older=shown[-1] if len(labels) > len(shown) else "",
        newer=bool(shift),
        search=words,
        length=length,
        lengths=Agreement.PeriodLength.choices,
        may_any=is_staff(request.user, StaffRole.OPERATIONS),
    )
    return render(request, "usage/report_matrix.html", context)


def _of_length(user: User, agreement: Agreement, length: str) -> dict[str, Shown]:
    shown = with_may(user, agreement, status_of_periods(agreement))
    return {each.due.label: (each, may) for each, may in shown if span_of(each.due.label) == length}


@require_safe
def report_list(request, audience: Audience) -> HttpResponse:
    """Every report with search, filters, sort, paging, CSV."""
    return list_page(
        request,
        queryset=audience.reports(request).select_related("partner").defer("verdict"),
        table_class=StaffReportTable if audience.is_staff else ReportTable,
        filter_class=ReportFilters,
        template="usage/report_list.html",
        name="reports",
        extra=audience.context(empty_url=audience.url("reports")),
    )
