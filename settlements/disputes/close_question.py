"""A question needs no more answers."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.disputes.models import Question
from settlements.disputes.reply import ANSWERABLE
from settlements.disputes.sides import side_of
from settlements.disputes.tell import tell_other_side


@transaction.atomic
def close_question(*, by: User, question: Question) -> Question:
    """By the side that asked: the partner's finance, or staff of the disputes role.

    Raises Refused: `not_yours`, `ended`.
    """
    side = side_of(by, question.partner)
    rows = Question.objects.select_related("partner", "statement", "agreement", "period")
    row = rows.select_for_update(of=("self",), no_key=True).get(pk=question.pk)
    if side != row.side:
        raise Refused("not_yours", _("The side that asked closes the question."))
    if row.state not in ANSWERABLE:
        raise Refused("ended", _("This question has ended already."))
    row.state = Question.State.CLOSED
    row.save(update_fields=["state"])
    tell_other_side(kind="question_closed", thread=row, side=side, by=by)
    record_event(event="question.closed", subject=f"question {row.pk}", actor=by, partner=row.partner)
    return row
