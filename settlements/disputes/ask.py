"""Ask about a statement or one of its lines."""

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.disputes.models import Question
from settlements.disputes.sides import side_of
from settlements.disputes.tell import tell_other_side
from settlements.disputes.write_message import write_message
from settlements.statements.models import Line, Statement

SUBJECT = 200


@transaction.atomic
def ask(
    *, by: User, statement: Statement, line: Line | None, subject: str, text: str, file: File | None = None
) -> Question:
    """A question of the person's side; `line` None: about the statement as a whole. Nothing is held.

    The partner's finance or staff of the disputes role. Raises Refused: `no_subject`, and those of
    `write_message`.
    """
    side = side_of(by, statement.partner)
    if not subject.strip() or len(subject.strip()) > SUBJECT:
        raise Refused("no_subject", _("Say in a few words what the question is about."))
    if line is not None and line.statement_id != statement.pk:
        raise RuntimeError(f"line {line.pk} is not of {statement}")
    question = Question.objects.create(
        partner=statement.partner,
        agreement=statement.agreement,
        statement=statement,
        line=line,
        side=side,
        subject=subject.strip(),
        asked_by=by,
    )
    write_message(thread=question, side=side, by=by, text=text, file=file)
    tell_other_side(kind="question_asked", thread=question, side=side, by=by)
    record_event(
        event="question.asked",
        subject=f"question {question.pk}",
        actor=by,
        partner=question.partner,
        details={"statement": statement.number, "line": line.key if line else "", "side": side},
    )
    return question
