"""Where a model is licensed: seen by all staff, changed by the administrator."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.catalogue.entries import entry_of
from agreements.eligibility import end_licence as ending
from agreements.eligibility import license_market as licensing
from agreements.eligibility.forms import LicenceForm
from agreements.registers.forms import EndForm
from agreements.rows import posted
from portal.accounts.access import is_staff, staff_page
from portal.accounts.roles import StaffRole
from portal.web import formats
from portal.web.act_page import act_page

ADMINISTRATOR = StaffRole.ADMINISTRATOR


@require_safe
@staff_page()
def model_licences(request, code):
    model = entry_of(request.user, "model", code)
    rows = model.licences.select_related("market", "entered_by")
    shown = {
        "model": model,
        "licences": sorted(rows, key=lambda row: (formats.country(row.market.code), row.from_date)),
        "may_change": is_staff(request.user, ADMINISTRATOR),
        "role": ADMINISTRATOR.label,
    }
    return render(request, "agreements/eligibility/model_licences.html", shown)


@staff_page(ADMINISTRATOR)
def license_market(request, code):
    model = entry_of(request.user, "model", code)
    return _page(
        request,
        model,
        title=_("License %(model)s for markets") % {"model": model},
        action=_("Save"),
        text=_("With the first licence, the model is licensed only where its licences say."),
        form=LicenceForm(posted(request)),
        act=partial(licensing.license_market, model=model, by=request.user),
        done=_("Saved."),
    )


@staff_page(ADMINISTRATOR)
def end_licence(request, code, licence):
    model = entry_of(request.user, "model", code)
    row = get_object_or_404(model.licences.select_related("market"), pk=licence)
    if request.method != "POST" and row.to_date is not None and row.to_date <= row.from_date:
        return redirect("model_licences", code)
    names = {"model": model, "market": formats.country(row.market.code)}
    return _page(
        request,
        model,
        title=_("End the licence of %(model)s for %(market)s") % names,
        action=_("End it"),
        text=_("Deployments, rules and usage of later days are flagged; nothing is blocked."),
        form=EndForm(posted(request), initial={"to_date": row.to_date}),
        act=partial(ending.end_licence, licence=row, by=request.user),
        done=_("Saved."),
        danger=True,
    )


def _page(request, model, **asked):
    back = reverse("model_licences", args=[model.code])
    crumbs = [(reverse("catalogue"), _("Catalogue")), (back, str(model))]
    return act_page(request, back=back, crumbs=crumbs, extra={"base": "base_staff.html"}, **asked)
