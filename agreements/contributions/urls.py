"""Contributions: pages of partners, their twins for staff, and what only staff have."""

from django.urls import path

import agreements.converters  # noqa: F401 - registers them
from agreements.access import RATE_READERS
from agreements.both_sides import both_act, both_read, editor_act
from agreements.contributions import act_views, offer_views, tariff_views, views
from agreements.who_decides import DECIDES, SPEAKS

_ONE = "contributions/<str:contribution>/"
_SPEAKS = (
    ("contributions/new/", offer_views.draft_contribution),
    (f"{_ONE}edit/", offer_views.edit_contribution),
    (f"{_ONE}file/", act_views.file_contribution),
    (f"{_ONE}counter/", offer_views.counter_contribution),
    (f"{_ONE}withdraw/", act_views.withdraw_contribution),
    (f"{_ONE}evidence/", act_views.add_contribution_evidence),
    (f"{_ONE}end/", act_views.propose_contribution_end),
)
_DECIDES = (
    (f"{_ONE}accept/", act_views.accept_contribution),
    (f"{_ONE}refuse/", act_views.refuse_contribution),
    (f"{_ONE}end/accept/", act_views.accept_contribution_end),
    (f"{_ONE}end/drop/", act_views.drop_contribution_end),
)
_READS = (
    ("contributions/", views.contributions),
    (_ONE, views.contribution),
    (f"{_ONE}evidence/<int:evidence>/", views.contribution_file),
)

urlpatterns = [
    *(each for route, view in _SPEAKS for each in both_act(route, view, *SPEAKS.staff)),
    *(each for route, view in _DECIDES for each in both_act(route, view, *DECIDES.staff)),
    *(each for route, view in _READS for each in both_read(route, view, *RATE_READERS)),
    path("staff/contributions/", views.all_contributions, name="all_contributions"),
    *editor_act("versions/<int:version>/tariff/", tariff_views.edit_tariff),
]
