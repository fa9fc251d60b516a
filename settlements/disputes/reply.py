"""Write in the thread of a question or dispute."""

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.disputes.give_information import give_information
from settlements.disputes.lifecycle import LIVE
from settlements.disputes.models import Dispute, Message, Question, Side
from settlements.disputes.sides import side_of
from settlements.disputes.tell import tell_other_side
from settlements.disputes.write_message import write_message

ANSWERABLE = {Question.State.ASKED, Question.State.ANSWERED}


@transaction.atomic
def reply(
    *, by: User, thread: Question | Dispute, text: str, file: File | None = None, internal: bool = False
) -> Message:
    """A message both sides read; `internal`: a note that only staff do, and of which nobody is told.

    The partner's finance or staff of the disputes role. A reply by the other side answers a question, one
    by its own asks anew; the partner's, while information is asked, gives it. Raises Refused: `ended`, and
    those of `write_message`.
    """
    side = side_of(by, thread.partner)
    if internal and side != Side.LICENSOR:
        raise PermissionDenied(_("Internal notes are for staff."))
    rows = type(thread).objects.select_related("partner", "statement")
    row = rows.select_for_update(of=("self",), no_key=True).get(pk=thread.pk)
    _require_open(row)
    if isinstance(row, Dispute) and row.state == Dispute.State.ASKED and side == Side.PARTNER:
        # Whatever the partner writes then is its answer: nobody loses by the wrong button.
        return give_information(by=by, dispute=row, text=text, file=file)
    message = write_message(thread=row, side=side, by=by, text=text, file=file, internal=internal)
    name = "dispute" if isinstance(row, Dispute) else "question"
    subject = row.number if isinstance(row, Dispute) else f"question {row.pk}"
    if internal:
        # In the house's chain: the partner reads its own.
        noted = "dispute.noted" if name == "dispute" else "question.noted"
        record_event(event=noted, subject=subject, actor=by, details={"message": message.pk})
        return message
    if isinstance(row, Question):
        row.state = Question.State.ASKED if side == row.side else Question.State.ANSWERED
        row.save(update_fields=["state"])
    tell_other_side(kind=f"{name}_replied", thread=row, side=side, by=by)
    record_event(
        event="dispute.replied" if name == "dispute" else "question.replied",
        subject=subject,
        actor=by,
        partner=row.partner,
        details={"message": message.pk, "side": side},
    )
    return message


def _require_open(row: Question | Dispute) -> None:
    if isinstance(row, Dispute):
        if row.state not in LIVE:
            sentence = _("Dispute %(dispute)s has ended. Ask a question about the line instead.")
            raise Refused("ended", sentence % {"dispute": row.number})
    elif row.state == Question.State.DISPUTED:
        raise Refused("ended", _("This question became a dispute. Write there."))
    elif row.state not in ANSWERABLE:
        raise Refused("ended", _("This question is closed. Ask a new one."))
