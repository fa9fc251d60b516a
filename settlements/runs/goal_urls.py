"""Progress of joint goals. portal.config mounts it: agreements' pages link to it by name."""

from django.urls import path

import agreements.converters  # noqa: F401 - registers them
from agreements.access import RATE_READERS
from agreements.audience import PARTNER, STAFF
from settlements.runs import goal_views as views

_GOALS = "agreements/<agreement_number:number>/goals/"

urlpatterns = [
    path(_GOALS, PARTNER.reads(views.goals), name="goals"),
    path(f"staff/{_GOALS}", STAFF.reads(views.goals, *RATE_READERS), name="staff_goals"),
]
