"""Obligations: pages of both parties, what only staff do, and the editor of a draft's."""

from django.urls import path
from django.views.decorators.http import require_http_methods

from agreements.audience import ONE, STAFF, both_act, both_read
from agreements.obligations import act_views, editor_views, views
from agreements.who_writes import STAFF as WRITERS
from portal.accounts.access import staff_page

_DUE = "obligations/<int:due>/"
_DRAFT = f"staff/{ONE}versions/<int:version>/obligations/"


def _contracts(view):
    def page(request, *args, **kwargs):
        return view(request, STAFF, *args, **kwargs)

    return require_http_methods(["GET", "HEAD", "POST"])(staff_page(*WRITERS)(page))


urlpatterns = [
    *both_read("obligations/", views.obligations),
    *both_read(_DUE, views.obligation),
    *both_read(f"{_DUE}evidence/", views.obligation_file),
    *both_act(f"{_DUE}attest/", act_views.attest_obligation),
    *both_act("obligations/<catalogue_code:obligation>/owner/", act_views.name_owner),
    path(f"staff/{ONE}{_DUE}waive/", _contracts(act_views.waive_obligation), name="staff_waive_obligation"),
    path(_DRAFT, _contracts(editor_views.edit_obligations), name="staff_edit_obligations"),
    path(f"{_DRAFT}new/", _contracts(editor_views.add_obligation), name="staff_add_obligation"),
    path(f"{_DRAFT}<int:row>/", _contracts(editor_views.edit_obligation), name="staff_edit_obligation"),
    path(
        f"{_DRAFT}<int:row>/remove/",
        _contracts(editor_views.remove_obligation),
        name="staff_remove_obligation",
    ),
]
