"""The doors to the rows, for a person of either side: a token names nobody's organisation in its address."""

from django.db.models import QuerySet
from django.http import Http404

from agreements.access import partner_agreements, staff_agreements
from agreements.models import Agreement
from agreements.operations.periods_on import reporter_on
from portal.accounts.access import is_staff, partner_ids
from portal.accounts.models import User
from usage.access import WITH, partner_report, require_reporter, staff_report, staff_reports
from usage.models import Period, Report
from usage.periods.open_period import days_of, open_period


def readable_agreements(user: User) -> QuerySet[Agreement]:
    """Those in force, now or before, whose periods the person sees."""
    rows = staff_agreements(user) if is_staff(user) else partner_agreements(user)
    return rows.exclude(state=Agreement.State.DRAFT)


def readable_agreement(user: User, number: str) -> Agreement:
    """Outsiders and drafts: Http404."""
    found = readable_agreements(user).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def own_period(user: User, number: str, label: str) -> tuple[Period, str]:
    """A period the person reports, made where it is not there yet, and whose figures settle it.

    Raises Refused: `bad_period`; Http404 for outsiders, PermissionDenied for those who do not report it.
    """
    agreement = readable_agreement(user, number)
    first = days_of(agreement=agreement, label=label).start
    reporter = reporter_on(agreement, first)
    require_reporter(user, agreement, reporter, first)
    return open_period(agreement=agreement, label=label), reporter


def readable_reports(user: User) -> QuerySet[Report]:
    if is_staff(user):
        return staff_reports(user)
    return Report.objects.filter(partner_id__in=partner_ids(user)).select_related(*WITH)


def readable_report(user: User, report_id: int) -> Report:
    """Outsiders: Http404."""
    return staff_report(user, report_id) if is_staff(user) else partner_report(user, report_id)
