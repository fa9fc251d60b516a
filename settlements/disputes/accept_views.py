"""The page on which a signatory accepts a statement."""

from functools import partial

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.accounts.access import require_role
from portal.web import formats
from portal.web.act_page import act_page
from settlements.disputes import accept_statement as accepting
from settlements.disputes.audience import Audience
from settlements.disputes.sides import SIGNS
from settlements.statements.final import standing_of


class SeenForm(forms.Form):
    """Which version was read."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


def accept_statement(request, audience: Audience, statement: str) -> HttpResponse:
    found = audience.statement(request.user, statement)
    require_role(request.user, found.partner, *SIGNS)
    back = audience.url("statement", found.number)
    if request.method != "POST" and standing_of(found).since is not None:
        return redirect(back)
    names = {
        "number": found.number,
        "amount": formats.money(found.due_now, found.currency),
        "version": found.version,
    }
    posted = request.POST if request.method == "POST" else None
    return act_page(
        request,
        title=_("Accept %(number)s") % names,
        action=_("Accept the statement"),
        text=_(
            "You say for your organisation that version %(version)s of this statement is right: %(amount)s "
            "due now. It is final from then: it can no longer be disputed, and only the licensor "
            "corrects it, by an adjustment or a restatement. Questions can still be asked."
        )
        % names,
        form=SeenForm(posted, initial={"digest": found.digest}),
        act=partial(accepting.accept_statement, by=request.user, statement=found),
        done=_("The statement is accepted and final."),
        back=back,
        crumbs=[(back, found.number)],
        extra=audience.context(),
    )
