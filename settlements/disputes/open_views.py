"""Opening a dispute: about one line, or about several and what is no line; its effect shown when asked."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.refused import Refused
from portal.web.act_page import act_page
from settlements.disputes.audience import Audience
from settlements.disputes.claims import as_they_stand, check_claims, corrections_of
from settlements.disputes.effect_of import effect_of
from settlements.disputes.forms import LineDisputeForm, StatementDisputeForm
from settlements.disputes.models import Dispute, DisputedLine, Question
from settlements.disputes.open_dispute import open_dispute
from settlements.disputes.sides import side_of
from settlements.engine.exact import ZERO
from settlements.statements.access import line_of
from settlements.statements.final import require_not_final
from settlements.statements.line_rows import LineRow
from settlements.statements.models import Statement
from settlements.statements.names import Names

PER_PAGE = 100
LONGEST_ID = 18


def dispute_line(request, audience: Audience, statement: str, position: int) -> HttpResponse:
    found = audience.statement_in_doubt(request.user, statement)
    line = line_of(found, position)
    question = _question(request, audience, found)
    corrected = corrections_of(found).get(line.key, ZERO)
    form = LineDisputeForm(*_posted(request), line=line, currency=found.currency, corrected=corrected)
    crumb = (
        audience.url("statement_line", statement, position),
        _("Line %(position)s") % {"position": position},
    )
    shown = {
        "line": line,
        "row": LineRow(line.position, line.document, Names()),
        "taken": _taken(found).get(line.pk),
    }
    return _open(request, audience, found, form, question, crumb, "dispute_line.html", shown)


def dispute_statement(request, audience: Audience, statement: str) -> HttpResponse:
    found = audience.statement_in_doubt(request.user, statement)
    question = _question(request, audience, found)
    taken = _taken(found)
    page = Paginator(found.lines.order_by("position"), PER_PAGE).get_page(request.GET.get("page"))
    free = [line for line in page if line.pk not in taken]
    form = StatementDisputeForm(
        *_posted(request), lines=free, currency=found.currency, corrections=corrections_of(found)
    )
    names = Names()
    disputed = [
        {"row": LineRow(line.position, line.document, names), "dispute": taken[line.pk]}
        for line in page
        if line.pk in taken
    ]
    shown = {"page": page, "disputed": disputed}
    return _open(request, audience, found, form, question, None, "dispute_statement.html", shown)


def _open(
    request, audience: Audience, statement: Statement, form, question, crumb, template: str, shown: dict
) -> HttpResponse:
    back = audience.url("statement", statement.number)
    if request.method != "POST":
        try:
            require_not_final(statement)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return redirect(back)
    context = audience.context(statement=statement, question=question, **shown)
    crumbs = [(back, statement.number), *([crumb] if crumb else [])]
    asked = {
        "title": _("Open a dispute"),
        "form": form,
        "back": crumb[0] if crumb else back,
        "template": f"settlements/disputes/{template}",
    }
    if request.POST.get("step") == "preview":
        return _preview(request, statement, asked, {**context, "crumb_list": crumbs})
    return act_page(
        request,
        action=_("Open the dispute"),
        act=lambda **given: open_dispute(
            by=request.user,
            statement=statement,
            claims=form.claims,
            question=question,
            **{name: given[name] for name in ("category", "text", "file")},
        ),
        done=lambda dispute: _("Dispute %(dispute)s is open.") % {"dispute": dispute.number},
        leads_to=lambda dispute: audience.url("dispute", dispute.number),
        crumbs=crumbs,
        extra=context,
        **asked,
    )


def _preview(request, statement: Statement, asked: dict, context: dict) -> HttpResponse:
    """The same page with the effect the claims would have; nothing is sent."""
    form, effect = asked["form"], None
    if form.is_valid():
        try:
            claims = as_they_stand(statement, form.claims)
            check_claims(statement, claims)
            effect = effect_of(statement, claims)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    shown = {**context, **asked, "action": _("Open the dispute"), "effect": effect}
    return render(request, asked["template"], shown, status=422 if form.errors else 200)


def _posted(request) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _question(request, audience: Audience, statement: Statement) -> Question | None:
    """The question that becomes the dispute, named in the address. Not one's side's own: Http404."""
    number = request.GET.get("question", "")
    if not number:
        return None
    if not number.isascii() or not number.isdigit() or len(number) > LONGEST_ID:
        raise Http404
    question = audience.question(request.user, int(number))
    side = side_of(request.user, statement.partner)
    if question.statement_id != statement.pk or question.side != side:
        raise Http404
    return question


def _taken(statement: Statement) -> dict[int, Dispute]:
    """Line → the live dispute it is in, whichever version that was opened on."""
    rows = DisputedLine.objects.filter(line__statement__number=statement.number, live=True)
    found = {row.line.key: row.dispute for row in rows.select_related("dispute", "line") if row.line}
    lines = statement.lines.filter(key__in=found).values_list("pk", "key")
    return {pk: found[key] for pk, key in lines}
