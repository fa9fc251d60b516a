"""The doors to joint goals, inside those of their agreement."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from agreements.access import SCOPE, require_rates, staff_agreements
from agreements.goals.lifecycle import State
from agreements.models import Agreement, JointGoal
from agreements.who_decides import PARTY
from portal.accounts.access import partner_ids
from portal.accounts.models import Partner, User


def goals_of(agreement: Agreement) -> QuerySet[JointGoal]:
    """Of an agreement whose door the reader came through, newest first."""
    return _goals().filter(agreement=agreement).order_by("-pk")


def goal_of(agreement: Agreement, goal_id: int) -> JointGoal:
    """One of them. None there: Http404."""
    return get_object_or_404(goals_of(agreement), pk=goal_id)


def goals_for_licensor(user: User) -> QuerySet[JointGoal]:
    """What partners proposed. Outsiders: Http404; staff who may not see rates: PermissionDenied."""
    agreements = staff_agreements(user)
    require_rates(user)
    return _goals().filter(agreement__in=agreements, state=State.PROPOSED, party=PARTY.PARTNER).order_by("pk")


def goals_for_partner(user: User, partner: Partner) -> QuerySet[JointGoal]:
    """What the licensor proposed to the partner; none for outsiders."""
    own = _goals().filter(partner=partner, partner_id__in=partner_ids(user))
    return own.filter(state=State.PROPOSED, party=PARTY.LICENSOR).order_by("pk")


def _goals() -> QuerySet[JointGoal]:
    return JointGoal.objects.select_related("agreement", "partner", *SCOPE, "unit")
