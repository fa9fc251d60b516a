"""What a person may hand in: asked by the upload page, and by an upload that comes in pieces."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from agreements.models import Agreement
from portal.accounts.models import User
from portal.refused import Refused
from usage.access import may_report, why_not_report
from usage.audience import Audience
from usage.models import Report
from usage.own_periods import with_may
from usage.periods.open_period import days_of
from usage.periods.status import PeriodStatus, status_of_periods, with_periods

LONGEST_ID = 20


def own_periods(
    user: User, agreements: QuerySet[Agreement], *, counter: bool
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


def replaced_by(audience: Audience, request) -> Report | None:
    """The report that the URL's `replaces` names. Outsiders' and unknown ones: Http404."""
    named = request.GET.get("replaces", "")
    if not named:
        return None
    if not (named.isascii() and named.isdigit() and len(named) < LONGEST_ID):
        raise Http404
    return audience.report(request.user, int(named))


def why_not_sent(audience: Audience, request, fields: Mapping[str, str]) -> str:
    """Why the period sent is not the person's to report; empty where it is, or is none the form knows."""
    number, _slash, label = fields.get("period", "").partition("/")
    agreement = audience.agreements(request).filter(number=number.replace("\0", "")).first()
    if agreement is None:
        return ""
    counter = is_counter(fields)
    return why_not_report(request.user, agreement, first_day(agreement, label), counter=counter)


def is_counter(fields: Mapping[str, str]) -> bool:
    """Whether a form's fields, or the query of its page, are about counter-figures."""
    return fields.get("counter") == "1"


def first_day(agreement: Agreement, label: str) -> date:
    """Of the period named, else today, where the agreement lives."""
    try:
        return days_of(agreement=agreement, label=label).start
    except Refused:
        return timezone.localdate(timezone=ZoneInfo(agreement.time_zone))
