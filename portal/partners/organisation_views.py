"""An organisation: its page, and what its people or staff change of it."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.access import partner_page
from portal.accounts.models import Partner
from portal.audit.access import looks_at
from portal.audit.filters import LookFilters
from portal.audit.tables import LookTable
from portal.files.download import file_response
from portal.partners import edit_organisation as editing
from portal.partners import edit_tax_profile as telling
from portal.partners import organisation_access as access
from portal.partners import require_second_factor as requiring
from portal.partners.organisation_facts import organisation_facts
from portal.partners.organisation_forms import OrganisationForm, SecondFactorForm, TaxForm
from portal.partners.organisation_pages import PARTNER, OrganisationPages
from portal.refused import Refused
from portal.web.act_page import act_page
from portal.web.listing import list_page


def organisation(request, pages: OrganisationPages, partner: Partner) -> HttpResponse:
    return render(request, "partners/organisation.html", organisation_facts(request.user, partner, pages))


@require_safe
@partner_page
def looks(request) -> HttpResponse:
    return list_page(
        request,
        queryset=looks_at(request.user, request.partner),
        table_class=LookTable,
        filter_class=LookFilters,
        template="partners/looks.html",
        name="looks",
        extra={"crumb_list": PARTNER.crumbs(request.partner)},
    )


def edit_organisation(request, pages: OrganisationPages, partner: Partner) -> HttpResponse:
    access.require_editor(request.user, partner)
    return act_page(
        request,
        title=_("Edit name and address"),
        text=_("Documents made from now on say this; those made before stay as they are."),
        action=_("Save"),
        form=OrganisationForm(posted(request), partner=partner, with_name=pages.is_staff),
        act=lambda **given: editing.edit_organisation(by=request.user, partner=partner, **given),
        done=_("Saved."),
        back=pages.front(partner),
        crumbs=pages.crumbs(partner),
        extra={"base": pages.base},
    )


def edit_tax_profile(request, pages: OrganisationPages, partner: Partner) -> HttpResponse:
    access.require_editor(request.user, partner)
    profile = access.tax_profile_of(request.user, partner)
    return act_page(
        request,
        title=_("Edit the tax profile"),
        text=_("What you change here is recorded with its value before and after."),
        action=_("Save"),
        form=TaxForm(posted(request), request.FILES if request.method == "POST" else None, profile=profile),
        act=lambda **given: telling.edit_tax_profile(by=request.user, partner=partner, **given),
        done=_("Saved."),
        back=pages.front(partner),
        crumbs=pages.crumbs(partner),
        extra={"base": pages.base},
    )


def tax_certificate(request, pages: OrganisationPages, partner: Partner) -> HttpResponse:
    """The file; a look by staff is on record."""
    try:
        with transaction.atomic():
            return file_response(access.certificate_of(request.user, partner))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(pages.front(partner))
    except OSError as error:
        raise Http404 from error


def require_second_factor(request, pages: OrganisationPages, partner: Partner) -> HttpResponse:
    access.require_factor_decider(request.user, partner)
    return act_page(
        request,
        title=_("Second factor"),
        text=_("Whoever has none is asked to set one up before anything else."),
        action=_("Save"),
        form=SecondFactorForm(posted(request), initial={"required": partner.requires_second_factor}),
        act=lambda required: requiring.require_second_factor(
            by=request.user, partner=partner, required=required
        ),
        done=_("Saved."),
        back=pages.front(partner),
        crumbs=pages.crumbs(partner),
        extra={"base": pages.base},
    )


def posted(request):
    return request.POST if request.method == "POST" else None
