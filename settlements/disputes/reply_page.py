"""The page of a reply, where the form of the thread leads when something is wrong with it."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _

from portal.web.act_page import act_page
from settlements.disputes import reply as replying
from settlements.disputes.audience import Audience
from settlements.disputes.forms import ReplyForm, StaffReplyForm
from settlements.disputes.models import Dispute, Question


def reply_page(request, audience: Audience, thread: Question | Dispute, name: str, back: str) -> HttpResponse:
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    return act_page(
        request,
        title=_("Write a message"),
        action=_("Send"),
        form=(StaffReplyForm if audience.is_staff else ReplyForm)(*posted),
        act=partial(replying.reply, by=request.user, thread=thread),
        done=lambda message: _("Your note is kept.") if message.internal else _("Your message is sent."),
        back=back,
        crumbs=[(back, name)],
        template="settlements/disputes/act.html",
        extra=audience.context(),
    )
