"""Organisations: one's own, and each of them for staff."""

from django.urls import path
from django.views.decorators.http import require_safe

from portal.accounts.access import reauthenticated
from portal.partners import contact_views, organisation_views, partner_views
from portal.partners.organisation_pages import PARTNER, STAFF, OrganisationPages

# Of what can be read, only the certificate is a page of its own; of what is told, the tax profile and
# the second factor ask again who it is.
SHARED = (
    ("edit/", organisation_views.edit_organisation, "edit_organisation"),
    ("tax/", reauthenticated(organisation_views.edit_tax_profile), "edit_tax_profile"),
    ("certificate/", require_safe(organisation_views.tax_certificate), "tax_certificate"),
    ("second-factor/", reauthenticated(organisation_views.require_second_factor), "require_second_factor"),
    ("contacts/new/", contact_views.add_contact, "add_contact"),
    ("contacts/<int:contact>/", contact_views.edit_contact, "edit_contact"),
    ("contacts/<int:contact>/remove/", contact_views.remove_contact, "remove_contact"),
)
ONE = "staff/partners/<slug:partner>/"


def pages_of(pages: OrganisationPages) -> list:
    folder = ONE if pages.is_staff else "organisation/"
    return [path(folder + route, pages.page(view), name=pages.prefix + name) for route, view, name in SHARED]


urlpatterns = [
    path("organisation/", PARTNER.page(require_safe(organisation_views.organisation)), name="organisation"),
    path("organisation/looks/", organisation_views.looks, name="looks"),
    *pages_of(PARTNER),
    path("staff/partners/", partner_views.staff_partners, name="staff_partners"),
    path("staff/partners/new/", partner_views.register_partner, name="register_partner"),
    path(ONE, STAFF.page(require_safe(partner_views.staff_partner)), name="staff_partner"),
    *pages_of(STAFF),
    path(f"{ONE}suspend/", partner_views.suspend_partner, name="suspend_partner"),
    path(f"{ONE}resume/", partner_views.resume_partner, name="resume_partner"),
]
