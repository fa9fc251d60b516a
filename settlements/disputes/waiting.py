"""Questions and disputes that wait for somebody, longest first."""

from django.db.models import QuerySet

from portal.accounts.models import Partner, User
from settlements.disputes.access import disputes_of, questions_of, staff_disputes, staff_questions
from settlements.disputes.models import Dispute, Question, Side

State = Dispute.State


def questions_for_staff(user: User) -> QuerySet[Question]:
    """Asked by partners and not answered. Outsiders: Http404."""
    rows = staff_questions(user).filter(state=Question.State.ASKED, side=Side.PARTNER)
    return rows.order_by("pk")


def disputes_to_propose(user: User) -> QuerySet[Dispute]:
    """Without a proposal that stands. Outsiders: Http404."""
    return staff_disputes(user).filter(state__in=[State.OPEN, State.REFUSED]).order_by("pk")


def questions_for_partner(user: User, partner: Partner) -> QuerySet[Question]:
    """Asked by the licensor and not answered."""
    rows = questions_of(user, partner).filter(state=Question.State.ASKED, side=Side.LICENSOR)
    return rows.order_by("pk")


def proposals_to_accept(user: User, partner: Partner) -> QuerySet[Dispute]:
    return disputes_of(user, partner).filter(state=State.PROPOSED).order_by("pk")
