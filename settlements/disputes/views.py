"""Questions and disputes for their readers: lists, pages, evidence."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render

from agreements.sides import side_name
from portal.files.download import file_response
from portal.refused import Refused
from portal.web.listing import list_page
from settlements.disputes import tables
from settlements.disputes.access import evidence_of
from settlements.disputes.acts import question_acts
from settlements.disputes.audience import Audience
from settlements.disputes.dispute_page import dispute_page
from settlements.disputes.forms import ReplyForm, StaffReplyForm
from settlements.disputes.lifecycle import LIVE
from settlements.disputes.models import Dispute, Question
from settlements.disputes.reply import ANSWERABLE
from settlements.disputes.thread import thread_of
from settlements.statements.line_rows import LineRow
from settlements.statements.names import Names
from settlements.statements.versions import address_of
from usage.storage import files_may_be_gone


def disputes(request, audience: Audience) -> HttpResponse:
    staff = audience.is_staff
    return list_page(
        request,
        queryset=audience.disputes(request),
        table_class=tables.StaffDisputeTable if staff else tables.DisputeTable,
        filter_class=tables.StaffDisputeFilters if staff else tables.DisputeFilters,
        template="settlements/disputes/disputes.html",
        name="disputes",
        extra=_both(request, audience),
    )


def questions(request, audience: Audience) -> HttpResponse:
    staff = audience.is_staff
    return list_page(
        request,
        queryset=audience.questions(request),
        table_class=tables.StaffQuestionTable if staff else tables.QuestionTable,
        filter_class=tables.StaffQuestionFilters if staff else tables.QuestionFilters,
        template="settlements/disputes/questions.html",
        name="questions",
        extra=_both(request, audience),
    )


def _both(request, audience: Audience) -> dict:
    """How many of either kind go on, for the way from one list to the other."""
    return audience.context(
        live_disputes=audience.disputes(request).filter(state__in=LIVE).count(),
        live_questions=audience.questions(request).filter(state__in=ANSWERABLE).count(),
    )


def dispute(request, audience: Audience, dispute: str) -> HttpResponse:
    found = audience.dispute(request.user, dispute)
    shown = dispute_page(dispute=found, reader=request.user, audience=audience)
    context = audience.context(form=_reply_form(audience), **shown)
    return render(request, "settlements/disputes/dispute.html", context)


def question(request, audience: Audience, question: int) -> HttpResponse:
    found = audience.question(request.user, question)
    line = found.line
    context = audience.context(
        question=found,
        address=address_of(found.statement) if found.statement else "",
        state_kind=tables.QUESTION_KINDS[found.state],
        asker=side_name(found.side, found.partner),
        row=LineRow(line.position, line.document, Names()) if line else None,
        dispute=Dispute.objects.filter(question=found).first(),
        acts=question_acts(found, request.user, staff=audience.is_staff),
        thread=thread_of(found, audience),
        form=_reply_form(audience),
    )
    return render(request, "settlements/disputes/question.html", context)


def dispute_file(request, audience: Audience, dispute: str, message: int) -> HttpResponse | FileResponse:
    found = audience.dispute(request.user, dispute, "evidence")
    return _evidence(request, audience, found, message, audience.url("dispute", found.number))


def question_file(request, audience: Audience, question: int, answer: int) -> HttpResponse | FileResponse:
    found = audience.question(request.user, question, "evidence")
    return _evidence(request, audience, found, answer, audience.url("question", found.pk))


@files_may_be_gone
def _evidence(request, audience: Audience, thread: Question | Dispute, message: int, back: str):
    found = evidence_of(thread, message, staff=audience.is_staff)
    try:
        return file_response(found.file)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(back)


def _reply_form(audience: Audience) -> ReplyForm:
    return StaffReplyForm() if audience.is_staff else ReplyForm()
