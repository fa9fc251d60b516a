"""The doors to reports and their agreements, for a partner's members and for staff."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from agreements.access import agreements_in_force_of, partner_agreement, staff_agreement, staff_agreements
from agreements.models import Agreement
from portal.accounts.access import partner_page, staff_page
from portal.accounts.audience import Audience as Pages
from portal.accounts.models import User
from usage.access import own_upload, partner_report, reports_of, staff_report, staff_reports
from usage.models import Report, Upload


@dataclass(frozen=True, slots=True)
class Audience(Pages):
    """The doors of the reports' pages."""

    report: Callable[[User, int], Report]
    agreement: Callable[[User, str], Agreement]
    upload: Callable[[User, UUID], Upload] = own_upload

    def agreements(self, request) -> QuerySet[Agreement]:
        """Those whose periods the reader sees; for staff all but drafts."""
        if self.is_staff:
            return staff_agreements(request.user).exclude(state=Agreement.State.DRAFT)
        return agreements_in_force_of(request.user, request.partner)

    def reports(self, request) -> QuerySet[Report]:
        if self.is_staff:
            return staff_reports(request.user)
        return reports_of(request.user, request.partner)

    def context(self, **more) -> dict:
        """What the templates of both audiences extend and link by."""
        return {"base": self.base, "audience": self, "prefix": self.prefix, **more}


PARTNER = Audience("", "base_partner.html", partner_page, partner_report, partner_agreement)
STAFF = Audience("staff_", "base_staff.html", staff_page(), staff_report, staff_agreement)


def visible_agreement(audience: Audience, user: User, number: str) -> Agreement:
    """The agreement behind a number in a URL; drafts report nothing. Outsiders and drafts: Http404."""
    agreement = audience.agreement(user, number)
    if agreement.state == Agreement.State.DRAFT:
        raise Http404
    return agreement
