"""Estimates for both audiences; accruals for staff."""

from django.urls import path

from settlements.runs.estimates import views
from settlements.runs.estimates.audience import PARTNER, STAFF

ONE = "estimates/<agreement_number:agreement>/<str:period>/"

urlpatterns = [
    path(ONE, PARTNER.page(views.estimate), name="estimate"),
    path(f"staff/{ONE}", STAFF.page(views.estimate), name="staff_estimate"),
    path("staff/estimates/", views.accrual_periods, name="accrual_periods"),
    path("staff/estimates/<str:period>/", views.accrual, name="accrual"),
]
