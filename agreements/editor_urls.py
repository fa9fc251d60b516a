"""The editor of a draft: staff's under its version, a partner's own counter-draft below `edit/`."""

from django.urls import path

from agreements import rule_views, version_views
from agreements.audience import PARTNER, STAFF, Audience
from agreements.both_sides import staff_act
from agreements.negotiation.who_edits import LICENSOR_EDITS


def _editor(audience: Audience, place: str) -> list:
    pages = [
        ("", version_views.edit_version, "edit_version"),
        ("rules/new/", rule_views.edit_rule, "add_rule"),
        ("rules/try/", rule_views.try_rule, "try_rule"),
        ("rules/<int:rule>/", rule_views.edit_rule, "edit_rule"),
        ("rules/<int:rule>/remove/", rule_views.remove_rule, "remove_rule"),
    ]
    return [
        path(f"{place}{end}", audience.acts(view, *LICENSOR_EDITS), name=audience.name(name))
        for end, view, name in pages
    ]


_VERSION = "agreements/<agreement_number:number>/versions/<int:version>/"

urlpatterns = [
    *_editor(STAFF, f"staff/{_VERSION}"),
    staff_act("versions/<int:version>/discard/", version_views.discard_version, *LICENSOR_EDITS),
    # A partner discards its draft among the acts on versions (`discard_own_version`).
    *_editor(PARTNER, f"{_VERSION}edit/"),
]
