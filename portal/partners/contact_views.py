"""Contacts of both sides: name one, change one, take one away."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from portal.accounts.models import Partner
from portal.partners import add_contact as adding
from portal.partners import edit_contact as editing
from portal.partners import organisation_access as access
from portal.partners import remove_contact as removing
from portal.partners.models import Contact
from portal.partners.organisation_forms import ContactForm
from portal.partners.organisation_pages import OrganisationPages
from portal.partners.organisation_views import posted
from portal.web.act_page import act_page


def add_contact(request, pages: OrganisationPages, partner: Partner) -> HttpResponse:
    """A partner's people name their own, staff either side's (`?side=` chooses beforehand)."""
    access.require_editor(request.user, partner)
    of_partner = {} if pages.is_staff else {"side": Contact.Side.PARTNER}
    initial = {"side": request.GET.get("side", Contact.Side.LICENSOR)}
    return act_page(
        request,
        title=_("Add a contact"),
        text=_("Both sides see it: whom to turn to, and what about."),
        action=_("Add"),
        form=ContactForm(posted(request), ask_side=pages.is_staff, initial=initial),
        act=lambda **given: adding.add_contact(by=request.user, partner=partner, **of_partner, **given),
        done=_("Added."),
        back=pages.front(partner),
        crumbs=pages.crumbs(partner),
        extra={"base": pages.base},
    )


def edit_contact(request, pages: OrganisationPages, partner: Partner, contact: int) -> HttpResponse:
    found = access.contact_of(request.user, partner, contact)
    return act_page(
        request,
        title=_("Edit a contact"),
        action=_("Save"),
        form=ContactForm(posted(request), contact=found),
        act=lambda **given: editing.edit_contact(by=request.user, contact=found, **given),
        done=_("Saved."),
        back=pages.front(partner),
        crumbs=pages.crumbs(partner),
        extra={"base": pages.base},
    )


def remove_contact(request, pages: OrganisationPages, partner: Partner, contact: int) -> HttpResponse:
    found = access.contact_of(request.user, partner, contact)
    return act_page(
        request,
        title=_("Remove a contact"),
        text=_("%(name)s is no longer shown as a contact. The audit trail keeps that it was one.")
        % {"name": found.name},
        action=_("Remove"),
        danger=True,
        act=lambda: removing.remove_contact(by=request.user, contact=found),
        done=_("Removed."),
        back=pages.front(partner),
        crumbs=pages.crumbs(partner),
        extra={"base": pages.base},
    )
