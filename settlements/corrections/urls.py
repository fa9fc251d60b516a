"""Corrections of issued statements."""

from django.urls import path

from settlements.corrections import propose_views, views

_ONE, _STAFF = "corrections/<str:correction>/", "staff/corrections/<str:correction>/"

urlpatterns = [
    path(_ONE, views.correction_page, name="correction"),
    path(f"{_ONE}evidence/", views.correction_file, name="correction_file"),
    path("staff/corrections/", views.corrections, name="corrections"),
    path(_STAFF, views.staff_correction_page, name="staff_correction"),
    path(f"{_STAFF}evidence/", views.staff_correction_file, name="staff_correction_file"),
    path(f"{_STAFF}approve/", views.approve_correction, name="approve_correction"),
    path(f"{_STAFF}drop/", views.drop_correction, name="drop_correction"),
    path(
        "staff/statements/<str:statement>/correct/", propose_views.correct_statement, name="correct_statement"
    ),
]
