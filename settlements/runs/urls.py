"""Settlement runs, for staff."""

from django.urls import path

from settlements.runs import act_views as acts
from settlements.runs import staff_views as views

ONE = "staff/runs/<int:run_id>/"

urlpatterns = [
    path("staff/runs/", views.runs, name="runs"),
    path("staff/runs/new/", views.open_run, name="open_run"),
    path(ONE, views.run, name="run"),
    path(f"{ONE}progress/", views.run_progress, name="run_progress"),
    path(f"{ONE}resettle/", acts.resettle, name="resettle"),
    path(f"{ONE}request-approval/", acts.request_approval, name="request_approval"),
    path(f"{ONE}approve/", acts.approve_run, name="approve_run"),
    path(f"{ONE}send-back/", acts.send_back_run, name="send_back_run"),
    path(f"{ONE}cancel/", acts.cancel_run, name="cancel_run"),
    path(f"{ONE}blockers/<int:blocker_id>/waive/", acts.waive_blocker, name="waive_blocker"),
    path(f"{ONE}acknowledge-warnings/", acts.acknowledge_warnings, name="acknowledge_warnings"),
    path(f"{ONE}<str:number>/", views.settlement, name="settlement"),
]
