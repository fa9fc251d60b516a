"""What is done with money that was paid too much; staff only."""

from django.urls import path

from settlements.payouts.surplus import views

ROOT = "staff/remittances/<str:remittance>/surplus/<int:receipt>/"

urlpatterns = [
    path(f"{ROOT}use/", views.tell_surplus_used, name="tell_surplus_used"),
    path(f"{ROOT}sent-back/", views.tell_surplus_sent_back, name="tell_surplus_sent_back"),
    path(f"{ROOT}confirm/", views.confirm_surplus_use, name="confirm_surplus_use"),
    path(f"{ROOT}drop/", views.drop_surplus_use, name="drop_surplus_use"),
]
