"""Questions and disputes that wait, for staff and for a partner."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Partner, User
from portal.home.to_do import SHOWN, Section, ToDo, section_of
from portal.web import formats
from settlements.disputes.acts import dispute_acts, question_acts
from settlements.disputes.clock_of import calendar_now
from settlements.disputes.dispute_page import STATE_KINDS
from settlements.disputes.due_words import due_words
from settlements.disputes.models import Dispute, Question
from settlements.disputes.waiting import (
    decisions_to_confirm,
    disputes_to_answer,
    disputes_to_propose,
    proposals_to_accept,
    questions_for_partner,
    questions_for_staff,
)


def doubt_sections(user: User) -> list[Section]:
    """For staff who may see amounts. Outsiders: Http404."""
    asked = [_question(each, user, staff=True) for each in questions_for_staff(user)[: SHOWN + 1]]
    waiting = [*decisions_to_confirm(user)[:SHOWN], *disputes_to_propose(user)[: SHOWN + 1]]
    open_ones = [_dispute(each, user, staff=True) for each in waiting]
    return [
        section_of(
            _("Questions to answer"),
            asked,
            _("Every question is answered."),
            reverse("staff_questions"),
            _("All questions"),
        ),
        section_of(
            _("Disputes without a proposal"),
            open_ones,
            _("No dispute waits for a proposal."),
            reverse("staff_disputes"),
            _("All disputes"),
        ),
    ]


def partner_doubts(user: User, partner: Partner) -> list[ToDo]:
    """Proposals to accept or refuse, disputes to answer, then questions to answer."""
    return [
        *(_dispute(each, user, staff=False) for each in proposals_to_accept(user, partner)[:SHOWN]),
        *(_dispute(each, user, staff=False) for each in disputes_to_answer(user, partner)[:SHOWN]),
        *(_question(each, user, staff=False) for each in questions_for_partner(user, partner)[:SHOWN]),
    ]


def _question(question: Question, user: User, *, staff: bool) -> ToDo:
    act = question_acts(question, user, staff=staff)["reply"]
    return ToDo(
        text=question.subject,
        sub=_about(question, staff),
        url=reverse("staff_question" if staff else "question", args=[question.pk]),
        badge=_("Question"),
        kind="warn",
        act=_("Answer") if act.may else _("Open"),
        why_not=act.why_not,
    )


def _dispute(dispute: Dispute, user: User, *, staff: bool) -> ToDo:
    verb, words = _next_act(dispute, staff)
    act = dispute_acts(dispute, user, staff=staff)[verb]
    return ToDo(
        text=f"{dispute.number}: {dispute.get_category_display()}",
        sub=" · ".join(filter(None, [_about(dispute, staff), due_words(dispute, calendar_now())])),
        url=reverse("staff_dispute" if staff else "dispute", args=[dispute.number]),
        badge=dispute.get_state_display(),
        kind=STATE_KINDS[dispute.state],
        act=words if act.may else _("Open"),
        why_not=act.why_not,
    )


def _next_act(dispute: Dispute, staff: bool) -> tuple[str, str]:
    """What the reader's side does next, and in words."""
    if staff and dispute.state == Dispute.State.DECIDED:
        return "confirm", _("Confirm the decision")
    if staff:
        return "propose", _("Propose an outcome")
    if dispute.state == Dispute.State.ASKED:
        return "give", _("Give the information")
    if dispute.state == Dispute.State.OPEN:
        return "acknowledge", _("Acknowledge the dispute")
    return "accept", _("Accept or refuse")


def _about(thread: Question | Dispute, staff: bool) -> str:
    if isinstance(thread, Question) and thread.period:
        facts = [thread.agreement.number, formats.period(thread.period.label)]
    else:
        facts = [thread.statement.number, formats.period(thread.statement.period.label)]
    return " · ".join([thread.partner.name, *facts] if staff else facts)
