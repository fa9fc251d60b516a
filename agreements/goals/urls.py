"""The acts on joint goals, of either side; the list with its progress is mounted by portal.config."""

import agreements.converters  # noqa: F401 - registers them
from agreements.both_sides import both_act
from agreements.goals import views
from agreements.who_decides import DECIDES, SPEAKS

urlpatterns = [
    *both_act("goals/new/", views.propose_goal, *SPEAKS.staff),
    *both_act("goals/<int:goal>/confirm/", views.confirm_goal, *DECIDES.staff),
    *both_act("goals/<int:goal>/withdraw/", views.withdraw_goal, *DECIDES.staff),
]
