"""The doors to questions and disputes. A staff member's look at one is in the partner's audit trail."""

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from portal.accounts.access import partner_ids, require_staff
from portal.accounts.models import Partner, User
from portal.audit.record_event import record_event
from settlements.disputes.models import DayOff, Dispute, Message, Question
from settlements.statements.access import READERS

DOCUMENTS = ("statement__input_document", "statement__result_document")
"""Large: read when asked for."""

WITH = ("partner", "agreement", "statement__period")


def disputes_of(user: User, partner: Partner) -> QuerySet[Dispute]:
    """The partner's disputes, newest first; none for outsiders."""
    return _disputes().filter(partner=partner, partner_id__in=partner_ids(user))


def questions_of(user: User, partner: Partner) -> QuerySet[Question]:
    """The partner's questions, newest first; none for outsiders."""
    return _questions().filter(partner=partner, partner_id__in=partner_ids(user))


def partner_dispute(user: User, number: str) -> Dispute:
    """A dispute of an organisation the person belongs to. Outsiders: Http404."""
    return get_object_or_404(_disputes().filter(partner_id__in=partner_ids(user)), number=number)


def partner_question(user: User, question_id: int) -> Question:
    """A question of an organisation the person belongs to. Outsiders: Http404."""
    return get_object_or_404(_questions().filter(partner_id__in=partner_ids(user)), pk=question_id)


def staff_disputes(user: User) -> QuerySet[Dispute]:
    """Every partner's disputes, for the staff who need their amounts."""
    require_staff(user, *READERS)
    return _disputes()


def staff_questions(user: User) -> QuerySet[Question]:
    """Every partner's questions, for the staff who need their amounts."""
    require_staff(user, *READERS)
    return _questions()


def staff_dispute(user: User, number: str, *, looked_at: str = "dispute") -> Dispute:
    """A dispute for staff; the look is recorded in the partner's chain. Outsiders: Http404."""
    dispute = get_object_or_404(staff_disputes(user), number=number)
    _looked(user, dispute.partner, "dispute.viewed", dispute.number, looked_at)
    return dispute


def staff_question(user: User, question_id: int, *, looked_at: str = "question") -> Question:
    """A question for staff; the look is recorded in the partner's chain. Outsiders: Http404."""
    question = get_object_or_404(staff_questions(user), pk=question_id)
    _looked(user, question.partner, "question.viewed", f"question {question.pk}", looked_at)
    return question


def messages_of(thread: Question | Dispute, *, staff: bool) -> list[Message]:
    """The thread, oldest first: a dispute's goes on where its question's ended. Notes for staff only."""
    rows = Message.objects.select_related("author", "file")
    if not staff:
        rows = rows.filter(internal=False)
    if isinstance(thread, Question):
        return list(rows.filter(question=thread))
    before = list(rows.filter(question=thread.question_id)) if thread.question_id else []
    return before + list(rows.filter(dispute=thread))


def evidence_of(thread: Question | Dispute, message_id: int, *, staff: bool) -> Message:
    """A message of this very thread that has a file. None there, or not for the reader: Http404."""
    rows = thread.messages.select_related("file").exclude(file=None)
    return get_object_or_404(rows if staff else rows.filter(internal=False), pk=message_id)


def staff_days_off(user: User) -> QuerySet[DayOff]:
    """Those that stand, by day."""
    require_staff(user, *READERS)
    return DayOff.objects.filter(removed_at=None).select_related("added_by")


def _disputes() -> QuerySet[Dispute]:
    rows = Dispute.objects.select_related(*WITH, "question", "opened_by", "proposed_by", "assigned_to")
    return rows.defer(*DOCUMENTS)


def _questions() -> QuerySet[Question]:
    return Question.objects.select_related(*WITH, "line", "period", "asked_by").defer(*DOCUMENTS)


def _looked(user: User, partner: Partner, event: str, subject: str, page: str) -> None:
    with transaction.atomic():
        record_event(event=event, subject=subject, actor=user, partner=partner, details={"page": page})
