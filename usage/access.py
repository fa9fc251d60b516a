"""The doors to reports. Both parties see every report of the agreement, whoever handed it in."""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.operations.over_time import held_on
from agreements.operations.periods_on import reporter_on
from agreements.sides import other
from portal.accounts.access import is_staff, may, needed_roles, partner_ids, require_role, require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.web import formats
from usage.models import Report, Upload

WITH = (
    "agreement__partner",
    "period",
    "file",
    "uploaded_by",
    "submitted_by",
    "replaces__file",
    "dialect__dialect",
)


def reports_of(user: User, partner: Partner) -> QuerySet[Report]:
    """The partner's reports, newest first; none for outsiders."""
    return Report.objects.filter(partner=partner, partner_id__in=partner_ids(user)).select_related(*WITH)


def partner_report(user: User, report_id: int) -> Report:
    """A report of an organisation the person belongs to. Outsiders: Http404."""
    rows = Report.objects.filter(partner_id__in=partner_ids(user)).select_related(*WITH)
    return get_object_or_404(rows, pk=report_id)


def staff_reports(user: User) -> QuerySet[Report]:
    """Every partner's reports, newest first. Outsiders: Http404."""
    require_staff(user)
    return Report.objects.select_related(*WITH)


def staff_report(user: User, report_id: int) -> Report:
    return get_object_or_404(staff_reports(user), pk=report_id)


def side_on(agreement: Agreement, day: date, *, counter: bool = False) -> str:
    """Whose figures settle a period that begins on the day; `counter`: who may hand in others to compare."""
    reporter = reporter_on(agreement, day)
    return other(reporter) if counter else reporter


def may_report(user: User, agreement: Agreement, day: date, *, counter: bool = False) -> bool:
    """Whether the person may hand in, submit and declare what settles a period that begins on the day.

    `counter`: whether they may hand in counter-figures for it.
    """
    return reports_as(user, agreement, side_on(agreement, day, counter=counter))


def own_upload(user: User, upload_id: UUID) -> Upload:
    """An upload that the person began and that has not expired. Everybody else: Http404."""
    rows = Upload.objects.select_related("partner", "replaces__period")
    rows = rows.filter(person=user, expires_at__gt=timezone.now())
    if not is_staff(user):
        rows = rows.filter(partner_id__in=partner_ids(user))
    return get_object_or_404(rows, pk=upload_id)


def reports_as(user: User, agreement: Agreement, party: str) -> bool:
    """Whether the person hands in figures for the party."""
    if party == Agreement.Party.LICENSOR:
        return is_staff(user, StaffRole.OPERATIONS)
    return may(user, agreement.partner, PartnerRole.UPLOADER)


def require_reporter(
    user: User, agreement: Agreement, reporter: str, day: date, *, counter: bool = False
) -> None:
    """As `reporter`, of a period that begins on the day; `counter`: with figures to compare.

    Raises Http404 for outsiders, PermissionDenied for the other side and for those without the role.
    """
    belongs = agreement.partner_id in partner_ids(user)
    if not belongs and not is_staff(user):
        raise Http404
    not_yours = _not_yours(agreement, day, counter)
    if reporter != side_on(agreement, day, counter=counter):
        raise PermissionDenied(not_yours)
    if reporter == Agreement.Party.LICENSOR:
        if not is_staff(user):
            raise PermissionDenied(not_yours)
        require_staff(user, StaffRole.OPERATIONS)
    elif belongs:
        require_role(user, agreement.partner, PartnerRole.UPLOADER)
    else:
        raise PermissionDenied(not_yours)


def why_not_report(user: User, agreement: Agreement, day: date, *, counter: bool = False) -> str:
    """The sentence that says why the person may not report a period that begins on the day, else empty.

    `counter`: why they may not hand in counter-figures for it.
    """
    if may_report(user, agreement, day, counter=counter):
        return ""
    of_licensor = side_on(agreement, day, counter=counter) == Agreement.Party.LICENSOR
    if of_licensor != is_staff(user):
        return _not_yours(agreement, day, counter)
    return needed_roles([StaffRole.OPERATIONS if of_licensor else PartnerRole.UPLOADER])


def _not_yours(agreement: Agreement, day: date, counter: bool) -> str:
    if not counter:
        return whose_figures(agreement, day)
    sentence = _(
        "The figures of your side settle this period of agreement %(number)s; only the other side hands in "
        "counter-figures for it."
    )
    return sentence % {"number": agreement.number}


def whose_figures(agreement: Agreement, day: date) -> str:
    """Who reports a period that begins on the day; where that changes, in which time it holds."""
    held, changes = held_on(agreement, "reporter", day)
    of_licensor = held.value == Agreement.Party.LICENSOR
    names = {"number": agreement.number, "days": formats.days(held.from_date, held.to_date)}
    sentences = {
        (True, False): _(
            "Under agreement %(number)s the licensor reports the usage; the partner reads it here."
        ),
        (False, False): _(
            "Under agreement %(number)s the partner reports the usage; the licensor reads it here."
        ),
        (True, True): _(
            "Under agreement %(number)s the licensor reports the usage of periods beginning %(days)s; "
            "the partner reads it here."
        ),
        (False, True): _(
            "Under agreement %(number)s the partner reports the usage of periods beginning %(days)s; "
            "the licensor reads it here."
        ),
    }
    return sentences[of_licensor, changes] % names
