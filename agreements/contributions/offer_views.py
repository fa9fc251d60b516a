"""The pages on which a contribution is written: drafted, edited, countered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agreements.audience import Audience
from agreements.contributions.access import contribution_to
from agreements.contributions.acts import contribution_acts
from agreements.contributions.counter_contribution import counter_contribution as counter
from agreements.contributions.draft_contribution import draft_contribution as draft
from agreements.contributions.edit_contribution import edit_contribution as edit
from agreements.contributions.forms import CounterForm, WorkForm, offer_initial, work_initial
from agreements.rows import posted
from agreements.who_decides import side_of
from portal.refused import Refused


def draft_contribution(request, audience: Audience, number: str) -> HttpResponse:
    agreement = audience.read_agreement(request, number)
    side_of(request.user, agreement.partner)
    form = WorkForm(posted(request), agreement=agreement, initial={"method": "cost"})
    if form.is_bound and form.is_valid():
        try:
            made = draft(by=request.user, agreement=agreement, work=form.work(), offer=form.offer())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The draft is saved. Add evidence, then file it."))
            return redirect(audience.url("contribution", number, made.code))
    return _page(request, audience, agreement, form, title=_("Contribute something"))


def edit_contribution(request, audience: Audience, number: str, contribution: str) -> HttpResponse:
    agreement = audience.read_agreement(request, number)
    side_of(request.user, agreement.partner)
    found = contribution_to(agreement, contribution, staff=audience.is_staff)
    back = audience.url("contribution", number, found.code)
    acts = contribution_acts(found, request.user, staff=audience.is_staff)
    if request.method != "POST" and not acts["edit"].may:
        return redirect(back)
    form = WorkForm(posted(request), agreement=agreement, row=found, initial=work_initial(found))
    if form.is_bound and form.is_valid():
        seen = form.cleaned_data["version"] or 0
        try:
            edit(by=request.user, contribution=found, version=seen, work=form.work(), offer=form.offer())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    return _page(
        request, audience, agreement, form, title=_("Edit %(code)s") % {"code": found.code}, row=found
    )


def counter_contribution(request, audience: Audience, number: str, contribution: str) -> HttpResponse:
    agreement = audience.read_agreement(request, number)
    side_of(request.user, agreement.partner)
    found = contribution_to(agreement, contribution, staff=audience.is_staff)
    back = audience.url("contribution", number, found.code)
    acts = contribution_acts(found, request.user, staff=audience.is_staff)
    if request.method != "POST" and not acts["counter"].may:
        return redirect(back)
    form = CounterForm(posted(request), row=found, initial=offer_initial(found))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            counter(
                by=request.user,
                contribution=found,
                version=given["version"],
                offer=form.offer(),
                reason=given["reason"],
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Your offer is sent."))
            return redirect(back)
    return _page(
        request,
        audience,
        agreement,
        form,
        title=_("Offer something else for %(code)s") % {"code": found.code},
        row=found,
        template="counter",
    )


def _page(request, audience: Audience, agreement, form, *, title, row=None, template="write") -> HttpResponse:
    back = audience.url("contributions", agreement.number)
    crumbs = audience.crumbs(agreement, (back, _("Contributions")))
    if row is not None:
        back = audience.url("contribution", agreement.number, row.code)
        crumbs.append((back, row.code))
    context = audience.context(
        agreement=agreement, contribution=row, form=form, title=title, back=back, crumb_list=crumbs
    )
    status = 422 if form.errors else 200
    return render(request, f"agreements/contributions/{template}.html", context, status=status)
