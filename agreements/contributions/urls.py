"""Contributions: pages of partners, their twins for staff, and what only staff have."""

from django.urls import path

import agreements.converters  # noqa: F401 - registers them
from agreements.both_audiences import PARTNER, STAFF, Audience
from agreements.both_sides import editor_act
from agreements.contributions import act_views, offer_views, tariff_views, views


def _pages(audience: Audience, root: str) -> list:
    many = f"{root}agreements/<agreement_number:number>/contributions/"
    one = f"{many}<str:contribution>/"
    reads = [
        (many, views.contributions),
        (one, views.contribution),
        (f"{one}evidence/<int:evidence>/", views.contribution_file),
    ]
    speaks = [
        (f"{many}new/", offer_views.draft_contribution),
        (f"{one}edit/", offer_views.edit_contribution),
        (f"{one}file/", act_views.file_contribution),
        (f"{one}counter/", offer_views.counter_contribution),
        (f"{one}withdraw/", act_views.withdraw_contribution),
        (f"{one}evidence/", act_views.add_contribution_evidence),
        (f"{one}end/", act_views.propose_contribution_end),
    ]
    decides = [
        (f"{one}accept/", act_views.accept_contribution),
        (f"{one}refuse/", act_views.refuse_contribution),
        (f"{one}end/accept/", act_views.accept_contribution_end),
        (f"{one}end/drop/", act_views.drop_contribution_end),
    ]
    return [
        *(path(route, audience.acts(view), name=_name(audience, view)) for route, view in speaks),
        *(
            path(route, audience.acts(view, deciding=True), name=_name(audience, view))
            for route, view in decides
        ),
        *(path(route, audience.reads(view), name=_name(audience, view)) for route, view in reads),
    ]


def _name(audience: Audience, view) -> str:
    return f"{audience.prefix}{view.__name__}"


urlpatterns = [
    *_pages(PARTNER, ""),
    *_pages(STAFF, "staff/"),
    path("staff/contributions/", views.all_contributions, name="all_contributions"),
    *editor_act("versions/<int:version>/tariff/", tariff_views.edit_tariff),
]
