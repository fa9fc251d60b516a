"""The mails that say something happened to a joint goal."""

from django.urls import reverse

from agreements.models import JointGoal
from agreements.who_decides import PARTY, people_of
from portal.notices.notify import notify


def tell(*, kind: str, goal: JointGoal, parties: tuple[str, ...], writer: str = "") -> int:
    """One mail to everybody who decides for one of the sides; how many."""
    told = 0
    for party in parties:
        name = "staff_goals" if party == PARTY.LICENSOR else "goals"
        told += notify(
            people=people_of(party, goal.partner),
            kind=kind,
            context={
                "title": goal.title,
                "number": goal.agreement.number,
                "partner": goal.partner.name,
                "writer": writer,
            },
            link=reverse(name, args=[goal.agreement.number]),
            partner=goal.partner,
        )
    return told


def subject_of(goal: JointGoal) -> str:
    """As the audit trail knows it."""
    return f"{goal.agreement.number} goal {goal.pk}"
