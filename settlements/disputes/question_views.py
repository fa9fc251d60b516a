"""The acts on questions: ask, reply, close. Each one domain call; afterwards to the question."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.web.act_page import act_page
from settlements.disputes import ask as asking
from settlements.disputes import ask_about_figures as asking_of_figures
from settlements.disputes import close_question as closing
from settlements.disputes.audience import Audience
from settlements.disputes.forms import AskForm
from settlements.disputes.models import Question
from settlements.disputes.reply_page import reply_page
from settlements.disputes.sides import side_of
from settlements.statements.access import line_of
from settlements.statements.line_rows import LineRow
from settlements.statements.names import Names
from usage.reconciliation.pairs import Place

LONGEST_KEY = 190


def ask_about_statement(request, audience: Audience, statement: str) -> HttpResponse:
    return _ask(request, audience, statement, None)


def ask_about_line(request, audience: Audience, statement: str, position: int) -> HttpResponse:
    return _ask(request, audience, statement, position)


def _ask(request, audience: Audience, number: str, position: int | None) -> HttpResponse:
    statement = audience.statement_in_doubt(request.user, number)
    line = line_of(statement, position) if position is not None else None
    back = audience.url("statement", number)
    crumbs = [(back, number)]
    if line is not None:
        back = audience.url("statement_line", number, position)
        crumbs.append((back, _("Line %(position)s") % {"position": position}))
    row = LineRow(line.position, line.document, Names()) if line else None
    act = partial(asking.ask, by=request.user, statement=statement, line=line)
    shown = {"statement": statement, "line": line, "row": row}
    return _asking_page(request, audience, act=act, back=back, crumbs=crumbs, shown=shown)


def _asking_page(request, audience: Audience, *, act, back: str, crumbs: list, shown: dict) -> HttpResponse:
    """shown: what is asked about, for the template."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    return act_page(
        request,
        title=_("Ask a question"),
        action=_("Send the question"),
        text=_("The other side is told by e-mail and answers in the portal. Nothing is held because of it."),
        form=AskForm(*posted),
        act=act,
        done=_("Your question is sent."),
        back=back,
        leads_to=lambda question: audience.url("question", question.pk),
        crumbs=crumbs,
        template="settlements/disputes/act.html",
        extra=audience.context(**shown),
    )


def ask_about_figures(request, audience: Audience, number: str, label: str) -> HttpResponse:
    """`?row=` names the place whose figures are asked about; without it, all of them."""
    period = audience.period_in_doubt(request.user, number, label)
    key = request.GET.get("row", "")
    row = Place.of_key(key[:LONGEST_KEY]) if key else None
    if key and row is None:
        raise Http404
    back = audience.url("reconciliation", number, label)
    act = partial(asking_of_figures.ask_about_figures, by=request.user, period=period, row=row)
    crumbs = [(back, _("Figures of both sides"))]
    shown = {"period": period, "place": row}
    return _asking_page(request, audience, act=act, back=back, crumbs=crumbs, shown=shown)


def reply_to_question(request, audience: Audience, question: int) -> HttpResponse:
    found = audience.question(request.user, question)
    side_of(request.user, found.partner)
    back = audience.url("question", found.pk)
    return reply_page(request, audience, found, found.subject, back)


def close_question(request, audience: Audience, question: int) -> HttpResponse:
    found = audience.question(request.user, question)
    side_of(request.user, found.partner)
    back = audience.url("question", found.pk)
    if request.method != "POST" and found.state not in (Question.State.ASKED, Question.State.ANSWERED):
        return redirect(back)
    return act_page(
        request,
        title=_("Close the question"),
        action=_("Close the question"),
        text=_("It needs no more answers. The messages stay; you may ask again or open a dispute."),
        act=partial(closing.close_question, by=request.user, question=found),
        done=_("The question is closed."),
        back=back,
        crumbs=[(back, found.subject)],
        extra=audience.context(),
    )
