"""The registers of an agreement for both parties, and the acts on them: each one domain call."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from agreements.audience import Audience
from agreements.models import Derivative
from agreements.registers import add_subprocessor as adding
from agreements.registers import confirm_derivative as confirming
from agreements.registers import end_derivative as ending
from agreements.registers import end_subprocessor as leaving
from agreements.registers import propose_derivative as proposing
from agreements.registers.forms import DerivativeForm, EndForm, SubprocessorForm
from agreements.registers.sides import PARTNERS, side_of, why_not_keep
from agreements.rows import posted
from portal.accounts.access import require_role
from portal.web.act_page import act_page

TEMPLATE = "agreements/obligations/act.html"
MOST = 500


def registers(request, audience: Audience, number: str) -> HttpResponse:
    """Both, those that hold now first; what ended stays."""
    found = audience.frame(request.user, number)
    derivatives = found.derivatives.select_related("base_model", "entered_by", "confirmed_by")
    companies = found.subprocessors.select_related("entered_by", "ended_by")
    shown = audience.context(
        agreement=found,
        derivatives=sorted(derivatives[:MOST], key=lambda row: row.to_date is not None),
        subprocessors=sorted(companies[:MOST], key=lambda row: row.to_date is not None),
        why_not=why_not_keep(request.user, found.partner),
        party=audience.party,
    )
    return render(request, "agreements/registers/registers.html", shown)


def add_subprocessor(request, audience: Audience, number: str) -> HttpResponse:
    found = audience.frame(request.user, number)
    require_role(request.user, found.partner, *PARTNERS)
    return _page(
        request,
        audience,
        found,
        title=_("Add a sub-processor"),
        action=_("Add it"),
        text=_("The licensor is told by e-mail."),
        form=SubprocessorForm(posted(request)),
        act=partial(adding.add_subprocessor, agreement=found, by=request.user),
        done=lambda row: _("“%(name)s” is on the list.") % {"name": row.name},
    )


def end_subprocessor(request, audience: Audience, number: str, subprocessor: int) -> HttpResponse:
    found = audience.frame(request.user, number)
    row = get_object_or_404(found.subprocessors, pk=subprocessor)
    require_role(request.user, found.partner, *PARTNERS)
    if request.method != "POST" and row.to_date is not None:
        return redirect(audience.url("registers", number))
    return _page(
        request,
        audience,
        found,
        title=_("“%(name)s” works for you no more") % {"name": row.name},
        action=_("End it"),
        text=_("The row stays in the register, with its last day."),
        form=EndForm(posted(request)),
        act=partial(leaving.end_subprocessor, subprocessor=row, by=request.user),
        done=_("Saved; the other side is told."),
    )


def propose_derivative(request, audience: Audience, number: str) -> HttpResponse:
    found = audience.frame(request.user, number)
    side_of(request.user, found.partner)
    return _page(
        request,
        audience,
        found,
        title=_("Enter a derivative"),
        action=_("Enter it"),
        text=_("A fine-tune or another work made out of a model. The other side is told, and confirms it."),
        form=DerivativeForm(posted(request)),
        act=partial(proposing.propose_derivative, agreement=found, by=request.user),
        done=_("Entered; the other side confirms it."),
    )


def confirm_derivative(request, audience: Audience, number: str, derivative: int) -> HttpResponse:
    found = audience.frame(request.user, number)
    row = get_object_or_404(found.derivatives.select_related("base_model", "partner"), pk=derivative)
    if side_of(request.user, found.partner) == row.side:
        raise PermissionDenied(_("Your side entered it; the other side confirms."))
    if request.method != "POST" and row.state != Derivative.State.PROPOSED:
        return redirect(audience.url("registers", number))
    return _page(
        request,
        audience,
        found,
        title=_("Confirm “%(name)s”") % {"name": row.name},
        action=_("Confirm"),
        text=_("Made out of %(model)s; belongs to: %(owner)s; licence: %(licence)s; permitted use: %(use)s")
        % {
            "model": row.base_model,
            "owner": row.get_owner_party_display(),
            "licence": row.licence,
            "use": row.permitted_use,
        },
        act=partial(confirming.confirm_derivative, derivative=row, by=request.user),
        done=_("Confirmed; the other side is told."),
    )


def end_derivative(request, audience: Audience, number: str, derivative: int) -> HttpResponse:
    found = audience.frame(request.user, number)
    row = get_object_or_404(found.derivatives.select_related("partner"), pk=derivative)
    if side_of(request.user, found.partner) != row.side:
        raise PermissionDenied(_("The side that entered it ends it."))
    if request.method != "POST" and row.to_date is not None:
        return redirect(audience.url("registers", number))
    return _page(
        request,
        audience,
        found,
        title=_("End “%(name)s”") % {"name": row.name},
        action=_("End it"),
        text=_("The row stays in the register, with its last day."),
        form=EndForm(posted(request)),
        act=partial(ending.end_derivative, derivative=row, by=request.user),
        done=_("Saved; the other side is told."),
    )


def _page(request, audience: Audience, agreement, **asked) -> HttpResponse:
    back = audience.url("registers", agreement.number)
    asked |= {"back": back, "crumbs": [(back, _("Registers"))], "template": TEMPLATE}
    return act_page(request, extra=audience.context(agreement=agreement), **asked)
