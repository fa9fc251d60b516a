"""What an organisation's page shows, on either side."""

from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.access import needed_roles
from portal.accounts.models import Partner, User
from portal.partners.certificate_notice import certificate_notice
from portal.partners.models import Contact, TaxProfile
from portal.partners.organisation_access import (
    contacts_of,
    editors,
    may_edit,
    may_require_second_factor,
    may_see_tax,
    tax_profile_of,
)
from portal.partners.organisation_pages import OrganisationPages
from portal.partners.tax_numbers import knows_tax_id, knows_vat_id
from portal.web import formats


def organisation_facts(user: User, partner: Partner, pages: OrganisationPages) -> dict[str, Any]:
    """The context of the page."""
    may = may_edit(user, partner)
    profile = tax_profile_of(user, partner) if may_see_tax(user, partner) else None
    return {
        "base": pages.base,
        "partner": partner,
        "town": " ".join(filter(None, (partner.postal_code, partner.town))),
        "profile": profile,
        "tax_remarks": _tax_remarks(profile) if profile else {},
        "certificate_notice": certificate_notice(profile) if profile else None,
        "sides": _sides(user, partner, pages, may),
        "may": may,
        "why_not": "" if may else needed_roles(editors(user)),
        "may_require": may_require_second_factor(user, partner),
        "urls": {
            name: pages.at(name, partner)
            for name in (
                "edit_organisation",
                "edit_tax_profile",
                "tax_certificate",
                "add_contact",
                "require_second_factor",
            )
        },
    }


def _tax_remarks(profile: TaxProfile) -> dict[str, str]:
    """Whether the numbers were checked, in words."""
    place = {"country": formats.country(profile.residency)}
    fits = _("Fits the rules of %(country)s.") % place
    unknown = _("Kept as given: the rules of %(country)s for it are not known here.") % place
    return {
        "tax_id": fits if knows_tax_id(profile.residency) else unknown,
        "vat_id": fits if knows_vat_id(profile.residency) else unknown,
    }


def _sides(user: User, partner: Partner, pages: OrganisationPages, may: bool) -> list[dict[str, Any]]:
    """Each side's contacts with the addresses of what may be done to them."""
    theirs, ours = (_("Of %(name)s") % {"name": partner.name}, _("Of the licensor"))
    rows = list(contacts_of(user, partner))
    sides = []
    for side, title in ((Contact.Side.PARTNER, theirs), (Contact.Side.LICENSOR, ours)):
        edits = may and (pages.is_staff or side == Contact.Side.PARTNER)
        contacts = [
            {
                "row": row,
                "edit": pages.at("edit_contact", partner, row.pk) if edits else "",
                "remove": pages.at("remove_contact", partner, row.pk) if edits else "",
            }
            for row in rows
            if row.side == side
        ]
        sides.append({"side": side, "title": title, "contacts": contacts, "edits": edits})
    return sides
