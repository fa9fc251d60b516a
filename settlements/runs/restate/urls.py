"""Restatements, for staff."""

from django.urls import path

from settlements.runs.restate import act_views as acts
from settlements.runs.restate import views

ONE = "staff/restatements/<int:restatement_id>/"

urlpatterns = [
    path(
        "staff/agreements/<agreement_number:number>/restate/<str:label>/",
        views.open_restatement,
        name="open_restatement",
    ),
    path("staff/restatements/", views.restatements, name="restatements"),
    path(ONE, views.restatement, name="restatement"),
    path(f"{ONE}recompute/", acts.recompute_restatement, name="recompute_restatement"),
    path(f"{ONE}contained/", acts.choose_contained, name="choose_contained"),
    path(f"{ONE}request-approval/", acts.request_restatement_approval, name="request_restatement_approval"),
    path(f"{ONE}approve/", acts.approve_restatement, name="approve_restatement"),
    path(f"{ONE}cancel/", acts.cancel_restatement, name="cancel_restatement"),
    path(f"{ONE}periods/<str:label>/", views.restated_period, name="restated_period"),
]
