"""Questions and disputes that wait for somebody, longest first."""

from django.db.models import Q, QuerySet

from portal.accounts.models import Partner, User
from settlements.disputes.access import disputes_of, questions_of, staff_disputes, staff_questions
from settlements.disputes.models import Dispute, Question, Side

State = Dispute.State


def questions_for_staff(user: User) -> QuerySet[Question]:
    """Asked by partners and not answered. Outsiders: Http404."""
    rows = staff_questions(user).filter(state=Question.State.ASKED, side=Side.PARTNER)
    return rows.order_by("pk")


def disputes_to_propose(user: User) -> QuerySet[Dispute]:
    """Without a proposal that stands, and not with others: by the day they are due. Outsiders: Http404."""
    waiting = [State.OPEN, State.REVIEW, State.REFUSED, State.ESCALATED]
    rows = staff_disputes(user).filter(state__in=waiting)
    return rows.exclude(level=Dispute.Level.OUTSIDE).order_by("due_date", "pk")


def decisions_to_confirm(user: User) -> QuerySet[Dispute]:
    """Decided outside, entered by one person. Outsiders: Http404."""
    return staff_disputes(user).filter(state=State.DECIDED).order_by("pk")


def questions_for_partner(user: User, partner: Partner) -> QuerySet[Question]:
    """Asked by the licensor and not answered."""
    rows = questions_of(user, partner).filter(state=Question.State.ASKED, side=Side.LICENSOR)
    return rows.order_by("pk")


def proposals_to_accept(user: User, partner: Partner) -> QuerySet[Dispute]:
    return disputes_of(user, partner).filter(state=State.PROPOSED).order_by("pk")


def disputes_to_answer(user: User, partner: Partner) -> QuerySet[Dispute]:
    """That wait for information, or for a word that the partner looks into them; by the day it is due."""
    opened = Q(state=State.OPEN, side=Side.LICENSOR)
    rows = disputes_of(user, partner).filter(opened | Q(state=State.ASKED))
    return rows.order_by("due_date", "pk")
