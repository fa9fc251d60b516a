"""Contributions and joint goals that wait, for staff and for a partner."""

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.contributions.access import waiting_for_licensor, waiting_for_partner
from agreements.contributions.acts import contribution_acts
from agreements.contributions.tables import STATE_KINDS
from agreements.goals.access import goals_for_licensor, goals_for_partner
from agreements.goals.acts import goal_acts
from agreements.models import Contribution, JointGoal
from portal.accounts.models import Partner, User
from portal.home.to_do import SHOWN, Section, ToDo, section_of


def joint_work_section(user: User) -> Section:
    """For staff who may see rates. Outsiders: Http404."""
    items = [
        *(_contribution(each, user, staff=True) for each in waiting_for_licensor(user)[: SHOWN + 1]),
        *(_goal(each, user, staff=True) for each in goals_for_licensor(user)[: SHOWN + 1]),
    ]
    nothing = _("No contribution and no goal of a partner waits for an answer.")
    return section_of(
        _("Contributions and goals to answer"),
        items,
        nothing,
        reverse("all_contributions"),
        _("All contributions"),
    )


def partner_joint_work(user: User, partner: Partner) -> list[ToDo]:
    """What the licensor offers and proposes."""
    return [
        *(_contribution(each, user, staff=False) for each in waiting_for_partner(user, partner)[:SHOWN]),
        *(_goal(each, user, staff=False) for each in goals_for_partner(user, partner)[:SHOWN]),
    ]


def _contribution(row: Contribution, user: User, *, staff: bool) -> ToDo:
    acts = contribution_acts(row, user, staff=staff)
    act = acts["accept_end" if row.ending_date else "accept"]
    words = _("Answer the earlier end") if row.ending_date else _("Accept or answer")
    page = "staff_contribution" if staff else "contribution"
    return ToDo(
        text=f"{row.code}: {row.title}",
        sub=_about(row, staff),
        url=reverse(page, args=[row.agreement.number, row.code]),
        badge=row.get_state_display(),
        kind=STATE_KINDS[row.state],
        act=words if act.may else _("Open"),
        why_not=act.why_not,
    )


def _goal(goal: JointGoal, user: User, *, staff: bool) -> ToDo:
    act = goal_acts(goal, user, staff=staff)["confirm"]
    return ToDo(
        text=goal.title,
        sub=_about(goal, staff),
        url=reverse("staff_goals" if staff else "goals", args=[goal.agreement.number]),
        badge=_("Joint goal"),
        kind="warn",
        act=_("Confirm or give up") if act.may else _("Open"),
        why_not=act.why_not,
    )


def _about(row: Contribution | JointGoal, staff: bool) -> str:
    facts = [row.agreement.number, row.agreement.title]
    return " · ".join([row.partner.name, *facts] if staff else facts)
