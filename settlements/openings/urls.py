"""Opening balances of agreements."""

from django.urls import path

from settlements.openings import views

_ONE = "staff/agreements/<agreement_number:number>/opening/"

urlpatterns = [
    path("agreements/<agreement_number:number>/opening/", views.opening, name="opening"),
    path(_ONE, views.staff_opening, name="staff_opening"),
    path(f"{_ONE}new/", views.enter_opening, name="enter_opening"),
    path(f"{_ONE}<int:opening_id>/confirm/", views.confirm_opening, name="confirm_opening"),
    path(f"{_ONE}<int:opening_id>/discard/", views.discard_opening, name="discard_opening"),
]
