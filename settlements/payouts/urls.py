"""Payouts and remittance requests for partners, their twins for staff, and the acts."""

from django.urls import path

from settlements.payouts import act_views as acts
from settlements.payouts import batch_views as batches
from settlements.payouts import remittance_act_views as requests
from settlements.payouts import views
from settlements.payouts.advice.views import payout_advice, payout_lines
from settlements.payouts.ageing_views import remittance_ageing
from settlements.payouts.audience import PARTNER, STAFF, Audience
from settlements.payouts.two_approvers_views import two_approvers


def _pages(audience: Audience, root: str) -> list:
    pages = [
        (f"{root}payouts/", views.payouts),
        (f"{root}payouts/<str:payout>/", views.payout),
        (f"{root}payouts/<str:payout>/remittance-advice.pdf", payout_advice),
        (f"{root}payouts/<str:payout>/remittance-advice.csv", payout_lines),
        (f"{root}remittances/", views.remittances),
        (f"{root}remittances/ageing/", remittance_ageing),
        (f"{root}remittances/<str:remittance>/", views.remittance),
    ]
    return [
        path(route, audience.page(view), name=f"{audience.prefix}{view.__name__}") for route, view in pages
    ]


ONE, ASKED = "staff/payouts/<str:payout>/", "staff/remittances/<str:remittance>/"
BATCH = "staff/payout-batches/<str:batch>/"

urlpatterns = [
    path("staff/payouts/prepare/", batches.prepare_payouts, name="prepare_payouts"),
    path("staff/payouts/two-approvers/", two_approvers, name="two_approvers"),
    path("staff/remittances/request/", requests.request_remittances, name="request_remittances"),
    *_pages(PARTNER, ""),
    *_pages(STAFF, "staff/"),
    path(BATCH, batches.payout_batch, name="payout_batch"),
    path(f"{BATCH}approve/", batches.approve_batch, name="approve_batch"),
    path(f"{BATCH}bank-file/", batches.export_batch, name="export_batch"),
    path(f"{BATCH}cancel/", batches.cancel_batch, name="cancel_batch"),
    path(f"{ONE}paid/", acts.tell_paid, name="tell_paid"),
    path(f"{ONE}returned/", acts.tell_returned, name="tell_returned"),
    path(f"{ONE}confirm/", acts.confirm_outcome, name="confirm_outcome"),
    path(f"{ONE}drop/", acts.drop_outcome, name="drop_outcome"),
    path(f"{ONE}cancel/", acts.cancel_payout, name="cancel_payout"),
    path(f"{ASKED}received/", requests.tell_receipt, name="tell_receipt"),
    path(f"{ASKED}confirm/", requests.confirm_receipt, name="confirm_receipt"),
    path(f"{ASKED}drop/", requests.drop_receipt, name="drop_receipt"),
    path(f"{ASKED}cancel/", requests.cancel_remittance, name="cancel_remittance"),
]
