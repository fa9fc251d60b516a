"""Ask about a statement or one of its lines."""

from django.core.files import File
from django.db import transaction

from portal.accounts.models import User
from settlements.disputes.models import Question
from settlements.disputes.put_question import put_question
from settlements.statements.models import Line, Statement


@transaction.atomic
def ask(
    *, by: User, statement: Statement, line: Line | None, subject: str, text: str, file: File | None = None
) -> Question:
    """A question of the person's side; `line` None: about the statement as a whole. Nothing is held.

    The partner's finance or staff of the disputes role. Raises Refused: `no_subject`, and those of
    `write_message`.
    """
    if line is not None and line.statement_id != statement.pk:
        raise RuntimeError(f"line {line.pk} is not of {statement}")
    question = Question(
        partner=statement.partner, agreement=statement.agreement, statement=statement, line=line
    )
    details = {"statement": statement.number, "line": line.key if line else ""}
    return put_question(question=question, by=by, subject=subject, text=text, file=file, details=details)
