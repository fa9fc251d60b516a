"""Balances, for partners and staff."""

from django.urls import path

from settlements.balances import views
from settlements.balances.soundness import views as soundness

urlpatterns = [
    path("balance/", views.balance, name="balance"),
    path("staff/balances/", views.staff_balances, name="staff_balances"),
    path("staff/journal/", views.journal, name="journal"),
    path("staff/books/", soundness.books, name="books"),
    path("staff/books/check/", soundness.check_books, name="check_books"),
]
