"""Obligations: pages of both parties, what only staff do, and the editor of a draft's."""

from agreements.both_sides import both_act, both_read, editor_act, staff_act
from agreements.obligations import act_views, editor_views, views

_DUE = "obligations/<int:due>/"
_DRAFT = "versions/<int:version>/obligations/"

urlpatterns = [
    *both_read("obligations/", views.obligations),
    *both_read(_DUE, views.obligation),
    *both_read(f"{_DUE}evidence/", views.obligation_file),
    *both_act(f"{_DUE}attest/", act_views.attest_obligation),
    *both_act("obligations/<catalogue_code:obligation>/owner/", act_views.name_owner),
    staff_act(f"{_DUE}waive/", act_views.waive_obligation, *views.WAIVES, name="staff_waive_obligation"),
    *editor_act(_DRAFT, editor_views.edit_obligations),
    *editor_act(f"{_DRAFT}new/", editor_views.add_obligation),
    *editor_act(f"{_DRAFT}<int:row>/", editor_views.edit_obligation),
    *editor_act(f"{_DRAFT}<int:row>/remove/", editor_views.remove_obligation),
]
