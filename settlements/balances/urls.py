"""Balances, for partners and staff."""

from django.urls import path

from settlements.balances import views

urlpatterns = [
    path("balance/", views.balance, name="balance"),
    path("staff/balances/", views.staff_balances, name="staff_balances"),
    path("staff/journal/", views.journal, name="journal"),
]
