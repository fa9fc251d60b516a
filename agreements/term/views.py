"""The acts on the end of an agreement: notice, renewal, and what becomes of them; the day of review."""

from functools import partial

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from agreements.audience import STAFF, Audience
from agreements.models import Agreement, TermChange
from agreements.negotiation.forms import LastDayForm, NoticeForm, ReviewForm
from agreements.negotiation.sides import SIGNS, side_of
from agreements.refusing import refusing
from agreements.rows import posted
from agreements.term import accept_renewal as accepting
from agreements.term import approve_term_change as approving
from agreements.term import renew_agreement as renewing
from agreements.term import set_aside_term_change as setting_aside
from agreements.term import set_review_date as reviewing
from agreements.term import terminate_agreement as terminating
from agreements.term.acts import changes_seen
from portal.accounts.access import require_role, require_staff
from portal.web.act_page import ReasonForm, act_page


def terminate_agreement(request, audience: Audience, number: str) -> HttpResponse:
    found = audience.agreement(request.user, number)
    side_of(request.user, found.partner, roles=SIGNS)
    if audience.is_staff:
        text = _("Somebody else approves it before notice is given. Until the last day all goes on.")
    else:
        text = _("Notice is given at once, and not taken back. Until the last day all goes on as before.")
    return _page(
        request,
        audience,
        found,
        title=_("Terminate %(number)s"),
        action=_("Prepare the notice") if audience.is_staff else _("Give notice"),
        text=text,
        act=partial(terminating.terminate_agreement, agreement=found, by=request.user),
        done=_("The notice waits for approval.") if audience.is_staff else _("Notice is given."),
        form=NoticeForm(posted(request)),
        danger=True,
    )


def renew_agreement(request, audience: Audience, number: str) -> HttpResponse:
    found = audience.agreement(request.user, number)
    side_of(request.user, found.partner)
    return _page(
        request,
        audience,
        found,
        title=_("Renew %(number)s"),
        action=_("Propose the renewal"),
        text=_("A second person of the licensor approves it, then a signatory accepts it. The terms go on."),
        act=partial(renewing.renew_agreement, agreement=found, by=request.user),
        done=_("The renewal is proposed."),
        form=LastDayForm(posted(request)),
    )


def approve_term_change(request, audience: Audience, number: str, change: int) -> HttpResponse:
    found, row = _change(request, audience, number, change)
    require_staff(request.user, *approving.APPROVERS)
    return _page(
        request,
        audience,
        found,
        title=_("Approve for %(number)s") + f": {row.get_kind_display()}",
        action=_("Approve it"),
        text=approving.why_not_approve_term(row, request.user),
        act=partial(approving.approve_term_change, change=row, by=request.user),
        done=_("It is approved; the partner is told."),
        template="agreements/term/decide.html",
        extra={"change": row},
    )


def accept_renewal(request, audience: Audience, number: str, change: int) -> HttpResponse:
    found, row = _change(request, audience, number, change)
    require_role(request.user, found.partner, *SIGNS)
    return _page(
        request,
        audience,
        found,
        title=_("Accept the renewal of %(number)s"),
        action=_("Accept it for my organisation"),
        text="",
        act=partial(accepting.accept_renewal, change=row, by=request.user),
        done=_("The agreement is renewed."),
        template="agreements/term/decide.html",
        extra={"change": row},
    )


def set_aside_term_change(request, audience: Audience, number: str, change: int) -> HttpResponse:
    found, row = _change(request, audience, number, change)
    side_of(request.user, found.partner)
    return _page(
        request,
        audience,
        found,
        title=_("Let the end of %(number)s stay as it is"),
        action=_("Set it aside"),
        text=_("The agreement ends when it would have ended. The other side reads your reason."),
        act=partial(setting_aside.set_aside_term_change, change=row, by=request.user),
        done=_("It is set aside."),
        form=ReasonForm(posted(request)),
        danger=True,
    )


def set_review_date(request, number: str) -> HttpResponse:
    found = STAFF.agreement(request.user, number)
    return _page(
        request,
        STAFF,
        found,
        title=_("Review of %(number)s"),
        action=_("Save"),
        text=_("The day by which contracts looks at it again. The partner sees it too."),
        act=partial(reviewing.set_review_date, agreement=found, by=request.user),
        done=_("Saved."),
        form=ReviewForm(posted(request), initial={"review_date": found.review_date}),
    )


def _change(request, audience: Audience, number: str, change: int) -> tuple[Agreement, TermChange]:
    found = audience.agreement(request.user, number)
    for row in changes_seen(found, staff=audience.is_staff):
        if row.pk == change:
            return found, row
    raise Http404


def _page(
    request, audience: Audience, found: Agreement, *, title: str, act, extra=None, **more
) -> HttpResponse:
    back = audience.url("agreement", found.number)
    return act_page(
        request,
        title=title % {"number": found.number},
        act=refusing(act),
        back=back,
        crumbs=[(audience.url("agreements"), _("Agreements")), (back, found.number)],
        extra=audience.context(agreement=found, **(extra or {})),
        **more,
    )
