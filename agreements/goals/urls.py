"""The acts on joint goals, of either side; the list with its progress is mounted by portal.config."""

from django.urls import path

import agreements.converters  # noqa: F401 - registers them
from agreements.both_audiences import PARTNER, STAFF, Audience
from agreements.goals import views


def _pages(audience: Audience, root: str) -> list:
    many = f"{root}agreements/<agreement_number:number>/goals/"
    one = f"{many}<int:goal>/"
    prefix = audience.prefix
    return [
        path(f"{many}new/", audience.acts(views.propose_goal), name=f"{prefix}propose_goal"),
        path(
            f"{one}confirm/", audience.acts(views.confirm_goal, deciding=True), name=f"{prefix}confirm_goal"
        ),
        path(
            f"{one}withdraw/",
            audience.acts(views.withdraw_goal, deciding=True),
            name=f"{prefix}withdraw_goal",
        ),
    ]


urlpatterns = [*_pages(PARTNER, ""), *_pages(STAFF, "staff/")]
