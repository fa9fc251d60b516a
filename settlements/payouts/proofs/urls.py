"""Proof of payment beside a remittance request."""

from django.urls import path

from settlements.payouts.audience import PARTNER, STAFF
from settlements.payouts.proofs.views import add_payment_proof, payment_proof

ONE = "remittances/<str:remittance>/proofs/"

urlpatterns = [
    path(f"{ONE}new/", add_payment_proof, name="add_payment_proof"),
    path(f"{ONE}<int:proof>/", PARTNER.page(payment_proof), name="payment_proof"),
    path(f"staff/{ONE}<int:proof>/", STAFF.page(payment_proof), name="staff_payment_proof"),
]
