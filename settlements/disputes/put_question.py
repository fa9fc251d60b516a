"""Put a question to the other side, whatever it is about."""

from django.core.files import File
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.disputes.models import Question
from settlements.disputes.sides import side_of
from settlements.disputes.tell import tell_other_side
from settlements.disputes.write_message import write_message

SUBJECT = 200


def put_question(
    *, question: Question, by: User, subject: str, text: str, file: File | None, details: dict[str, str]
) -> Question:
    """`question` is not written yet and says what it is about, `details` too. Inside the act's transaction.

    Raises Refused: `no_subject`, and those of `write_message`.
    """
    side = side_of(by, question.partner)
    if not subject.strip() or len(subject.strip()) > SUBJECT:
        raise Refused("no_subject", _("Say in a few words what the question is about."))
    question.side, question.subject, question.asked_by = side, subject.strip(), by
    question.save()
    write_message(thread=question, side=side, by=by, text=text, file=file)
    tell_other_side(kind="question_asked", thread=question, side=side, by=by)
    record_event(
        event="question.asked",
        subject=f"question {question.pk}",
        actor=by,
        partner=question.partner,
        details={**details, "side": side},
    )
    return question
