"""Ask about the figures of both sides for a period, or one row of them."""

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.refused import Refused
from settlements.disputes.models import Question
from settlements.disputes.put_question import put_question
from usage.models import Period
from usage.reconciliation.pairs import Place
from usage.reconciliation.reconcile import reconcile


@transaction.atomic
def ask_about_figures(
    *, by: User, period: Period, row: Place | None, subject: str, text: str, file: File | None = None
) -> Question:
    """A question of the person's side; `row` None: about all of them. Nothing is held.

    The partner's finance or staff of the disputes role. Raises Refused: `no_such_row` where neither side has
    figures there, `no_subject`, and those of `write_message`.
    """
    found = reconcile(period=period).comparison
    if not found.rows or (row is not None and all(each.place != row for each in found.rows)):
        sentence = _("The figures changed meanwhile: there is no such row any more. Look at the page again.")
        raise Refused("no_such_row", sentence)
    key = row.key if row else ""
    question = Question(partner=period.partner, agreement=period.agreement, period=period, row=key)
    details = {"agreement": period.agreement.number, "period": period.label, "row": key}
    return put_question(question=question, by=by, subject=subject, text=text, file=file, details=details)
