"""What may be done with a question or dispute now, by whom, and why the reader may not."""

from django.utils.translation import gettext as _

from portal.accounts.access import is_staff, may, needed_roles
from portal.accounts.models import User
from portal.web.act import Act
from settlements.disputes.clock_acts import clock_acts
from settlements.disputes.lifecycle import DISPUTE, LIVE
from settlements.disputes.models import Dispute, Question, Side
from settlements.disputes.reply import ANSWERABLE
from settlements.disputes.second_level import why_not_decide
from settlements.disputes.sides import PARTNERS, SIGNS, STAFF

State = Dispute.State


def dispute_acts(dispute: Dispute, user: User, *, staff: bool) -> dict[str, Act]:
    """By the verb."""
    moves = DISPUTE.allowed(dispute.state)
    speaks, signs = _speaks(dispute, user, staff), _signs(dispute, user, staff)
    proposes = _("The licensor proposes how it ends.")
    if staff:
        proposes = speaks or why_not_decide(dispute, user)
    withdraws = speaks
    if staff != (dispute.side == Side.LICENSOR):
        withdraws = _("The side that opened the dispute withdraws it.")
    return {
        "reply": Act(dispute.state in LIVE, speaks),
        "propose": Act(State.PROPOSED in moves, proposes),
        "accept": Act(dispute.state == State.PROPOSED, signs),
        "refuse": Act(State.REFUSED in moves, signs),
        "withdraw": Act(State.WITHDRAWN in moves, withdraws),
        **clock_acts(dispute, user, speaks=speaks, staff=staff),
    }


def question_acts(question: Question, user: User, *, staff: bool) -> dict[str, Act]:
    """By the verb; `dispute` turns it into one."""
    speaks, goes_on = _speaks(question, user, staff), question.state in ANSWERABLE
    own = staff == (question.side == Side.LICENSOR)
    return {
        "reply": Act(goes_on, speaks),
        "close": Act(goes_on, speaks if own else _("The side that asked closes the question.")),
        "dispute": Act(
            goes_on and question.statement_id is not None,
            speaks if own else _("The side that asked may turn it into a dispute."),
        ),
    }


def why_not_speak(user: User, partner, *, staff: bool) -> str:
    """The sentence for a reader who may neither ask nor dispute; empty: may."""
    holds = is_staff(user, *STAFF) if staff else may(user, partner, *PARTNERS)
    return "" if holds else needed_roles(STAFF if staff else PARTNERS)


def _speaks(thread: Question | Dispute, user: User, staff: bool) -> str:
    return why_not_speak(user, thread.partner, staff=staff)


def _signs(dispute: Dispute, user: User, staff: bool) -> str:
    if staff:
        sentence = _("A signatory of %(partner)s accepts or refuses the proposal.")
        return sentence % {"partner": dispute.partner.name}
    return "" if may(user, dispute.partner, *SIGNS) else needed_roles(SIGNS)
