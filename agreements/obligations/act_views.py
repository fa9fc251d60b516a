"""What is done about a due obligation: attest, waive, name who answers for it. Each one domain call."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agreements.audience import Audience
from agreements.models import ObligationDue
from agreements.obligations import attest_obligation as attesting
from agreements.obligations import name_owner as naming
from agreements.obligations import waive_obligation as waiving
from agreements.obligations.access import due_of, obligation_of
from agreements.obligations.forms import AttestForm, OwnerForm
from agreements.obligations.owners import people_of_party, require_namer
from portal.web import formats
from portal.web.act_page import ReasonForm, act_page

TEMPLATE = "agreements/obligations/act.html"


def attest_obligation(request, audience: Audience, number: str, due: int) -> HttpResponse:
    found = audience.frame(request.user, number)
    row = due_of(found, due)
    if refusal := attesting.why_not_attest(row, request.user):
        raise PermissionDenied(refusal)
    back = audience.url("obligation", number, row.pk)
    if request.method != "POST" and row.state != ObligationDue.State.OPEN:
        return redirect(back)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    return act_page(
        request,
        title=_("Attest: %(title)s") % {"title": row.obligation.title},
        action=_("Attest"),
        text=_("Due on %(day)s. The statement stands in your name.") % {"day": formats.day(row.due_date)},
        form=AttestForm(*posted, evidence_needed=row.obligation.evidence_needed),
        act=partial(attesting.attest_obligation, due=row, by=request.user),
        done=_("Attested. The other side sees it."),
        back=back,
        crumbs=[(audience.url("obligations", number), _("Obligations")), (back, row.code)],
        template=TEMPLATE,
        extra=audience.context(agreement=found, obligation=row.obligation),
    )


def name_owner(request, audience: Audience, number: str, obligation: str) -> HttpResponse:
    found = audience.frame(request.user, number)
    row = obligation_of(found, obligation)
    require_namer(row, request.user)
    back = audience.url("obligations", number)
    posted = request.POST if request.method == "POST" else None
    return act_page(
        request,
        title=_("Who answers for: %(title)s") % {"title": row.title},
        action=_("Name this person"),
        text=_("The person is told by e-mail, and from now on only they attest this obligation."),
        form=OwnerForm(posted, people=people_of_party(row.partner, row.party)),
        act=partial(naming.name_owner, obligation=row, by=request.user),
        done=lambda named: _("%(name)s answers for it now.") % {"name": named.owner.name},
        back=back,
        crumbs=[(back, _("Obligations"))],
        template=TEMPLATE,
        extra=audience.context(agreement=found, obligation=row),
    )


def waive_obligation(request, audience: Audience, number: str, due: int) -> HttpResponse:
    found = audience.frame(request.user, number)
    row = due_of(found, due)
    back = audience.url("obligation", number, row.pk)
    if request.method != "POST" and row.state != ObligationDue.State.OPEN:
        return redirect(back)
    return act_page(
        request,
        title=_("Waive: %(title)s") % {"title": row.obligation.title},
        action=_("Waive it for this day"),
        text=_("It counts as settled for %(day)s only; the next day it is due stays.")
        % {"day": formats.day(row.due_date)},
        form=ReasonForm(request.POST if request.method == "POST" else None),
        act=partial(waiving.waive_obligation, due=row, by=request.user),
        done=_("Waived. Whoever answers for it is told."),
        back=back,
        danger=True,
        crumbs=[(audience.url("obligations", number), _("Obligations")), (back, row.code)],
        template=TEMPLATE,
        extra=audience.context(agreement=found, obligation=row.obligation),
    )
