"""Two people at the same time: one move, one row of it."""

import pytest

from agreements.contributions.accept_contribution import accept_contribution
from agreements.contributions.withdraw_contribution import withdraw_contribution
from agreements.goals.confirm_goal import confirm_goal
from agreements.goals.withdraw_goal import withdraw_goal
from agreements.models import ContributionChange, GoalChange
from portal.refused import Refused
from tests.factories.contributions import filed, proposed
from tests.settlements.runs.test_at_once import at_once


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_accepted_twice_and_withdrawn(self, agreement, alma, carla, april):
        row = filed(agreement, alma)
        seen = {"contribution": row, "version": row.version}
        outcomes = at_once(
            [
                lambda: accept_contribution(by=carla, **seen),
                lambda: accept_contribution(by=april, **seen),
                lambda: withdraw_contribution(by=alma, **seen),
            ]
        )
        refused = [each.code for each in outcomes if isinstance(each, Refused)]
        assert (len(refused), set(refused) <= {"wrong_state", "stale"}) == (2, True)
        row.refresh_from_db()
        assert (row.approved_at is not None) == (row.state == "accepted")
        assert ContributionChange.objects.filter(contribution=row).count() == 2

    def test_a_goal_confirmed_and_given_up(self, agreement, alma, carla):
        goal = proposed(agreement, carla)
        outcomes = at_once(
            [
                lambda: confirm_goal(by=alma, goal=goal, version=1),
                lambda: withdraw_goal(by=carla, goal=goal, version=1, reason="Not now."),
            ]
        )
        assert len([each for each in outcomes if isinstance(each, Refused)]) == 1
        assert GoalChange.objects.filter(goal=goal).count() == 2
