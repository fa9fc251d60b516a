"""The doors to reports. Both parties see every report of the agreement, whoever handed it in."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.accounts.access import is_staff, may, needed_roles, partner_ids, require_role, require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from usage.models import Report

WITH = ("agreement__partner", "period", "file", "uploaded_by", "submitted_by", "replaces__file")


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


def may_report(user: User, agreement: Agreement) -> bool:
    """Whether the person may hand in, submit and declare the figures that settle the agreement."""
    if agreement.reporter == Agreement.Party.LICENSOR:
        return is_staff(user, StaffRole.OPERATIONS)
    return may(user, agreement.partner, PartnerRole.UPLOADER)


def require_reporter(user: User, agreement: Agreement, reporter: str) -> None:
    """Raises Http404 for outsiders, PermissionDenied for the other side and for those without the role."""
    belongs = agreement.partner_id in partner_ids(user)
    if not belongs and not is_staff(user):
        raise Http404
    if reporter != agreement.reporter:
        raise PermissionDenied(whose_figures(agreement))
    if reporter == Agreement.Party.LICENSOR:
        if not is_staff(user):
            raise PermissionDenied(whose_figures(agreement))
        require_staff(user, StaffRole.OPERATIONS)
    elif belongs:
        require_role(user, agreement.partner, PartnerRole.UPLOADER)
    else:
        raise PermissionDenied(whose_figures(agreement))


def why_not_report(user: User, agreement: Agreement) -> str:
    """The sentence that says why the person may not report for the agreement; empty where they may."""
    if may_report(user, agreement):
        return ""
    of_licensor = agreement.reporter == Agreement.Party.LICENSOR
    if of_licensor != is_staff(user):
        return whose_figures(agreement)
    return needed_roles([StaffRole.OPERATIONS if of_licensor else PartnerRole.UPLOADER])


def whose_figures(agreement: Agreement) -> str:
    if agreement.reporter == Agreement.Party.LICENSOR:
        return _("Under agreement %(number)s the licensor reports the usage; the partner reads it here.") % {
            "number": agreement.number
        }
    return _("Under agreement %(number)s the partner reports the usage; the licensor reads it here.") % {
        "number": agreement.number
    }
