"""Partners as staff see them: the list, one of them, and what staff do about it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.access import is_staff, needed_roles, staff_page
from portal.accounts.models import Partner
from portal.accounts.roles import READERS, StaffRole
from portal.audit.access import READERS as AUDIT_READERS
from portal.partners import organisation_access as access
from portal.partners import register_partner as registering
from portal.partners import resume_partner as resuming
from portal.partners import suspend_partner as suspending
from portal.partners.organisation_facts import organisation_facts
from portal.partners.organisation_forms import RegisterForm
from portal.partners.organisation_pages import STAFF, OrganisationPages
from portal.partners.organisation_views import posted
from portal.partners.partner_rooms import rooms_of
from portal.partners.partner_tables import PartnerFilters, PartnerTable
from portal.web.act_page import ReasonForm, act_page
from portal.web.listing import list_page


@require_safe
@staff_page()
def staff_partners(request) -> HttpResponse:
    may = is_staff(request.user, StaffRole.OPERATIONS)
    return list_page(
        request,
        queryset=access.staff_partners(request.user),
        table_class=PartnerTable,
        filter_class=PartnerFilters,
        template="partners/staff_partners.html",
        name="partners",
        extra={
            "may_import": is_staff(request.user, StaffRole.CONTRACTS),
            "may": may,
            "why_not": "" if may else needed_roles([StaffRole.OPERATIONS]),
        },
    )


@staff_page(StaffRole.OPERATIONS)
def register_partner(request) -> HttpResponse:
    return act_page(
        request,
        title=_("Register a partner"),
        text=_("Then invite its first people; contracts may draft an agreement at once."),
        action=_("Register"),
        form=RegisterForm(posted(request)),
        act=lambda **given: registering.register_partner(by=request.user, **given),
        done=lambda made: _("%(name)s is registered. Invite the first of its people.") % {"name": made.name},
        back=reverse("staff_partners"),
        crumbs=[(reverse("staff_partners"), _("Partners"))],
        leads_to=STAFF.front,
        extra={"base": STAFF.base},
    )


def staff_partner(request, pages: OrganisationPages, partner: Partner) -> HttpResponse:
    """All that is known of it, each part for those who may see it."""
    views, keeps = is_staff(request.user, *READERS), is_staff(request.user, *access.GATEKEEPERS)
    shown = organisation_facts(request.user, partner, pages) | {
        "rooms": rooms_of(request.user, partner),
        "may_view_as": views and not partner.suspended_at,
        "why_not_view_as": "" if views else needed_roles(READERS),
        "keeps": keeps,
        "why_not_keep": "" if keeps else needed_roles(access.GATEKEEPERS),
        "why_not_tax": "" if access.may_see_tax(request.user, partner) else needed_roles(access.TAX_READERS),
        "audits": is_staff(request.user, *AUDIT_READERS),
    }
    return render(request, "partners/staff_partner.html", shown)


@staff_page(*access.GATEKEEPERS)
def suspend_partner(request, partner: str) -> HttpResponse:
    found = access.staff_partner(request.user, partner)
    return act_page(
        request,
        title=_("Suspend %(name)s") % {"name": found.name},
        text=_(
            "All its people lose access at their next click. Agreements, reports and money stay as they are."
        ),
        action=_("Suspend"),
        danger=True,
        form=ReasonForm(posted(request)),
        act=lambda reason: suspending.suspend_partner(by=request.user, partner=found, reason=reason),
        done=_("%(name)s is suspended.") % {"name": found.name},
        back=STAFF.front(found),
        crumbs=STAFF.crumbs(found),
        extra={"base": STAFF.base},
    )


@staff_page(*access.GATEKEEPERS)
def resume_partner(request, partner: str) -> HttpResponse:
    found = access.staff_partner(request.user, partner)
    return act_page(
        request,
        title=_("Let %(name)s in again") % {"name": found.name},
        text=_("Its people have access again, but for those who were suspended themselves."),
        action=_("Let in again"),
        form=ReasonForm(posted(request)),
        act=lambda reason: resuming.resume_partner(by=request.user, partner=found, reason=reason),
        done=_("%(name)s has access again.") % {"name": found.name},
        back=STAFF.front(found),
        crumbs=STAFF.crumbs(found),
        extra={"base": STAFF.base},
    )
