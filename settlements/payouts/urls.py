"""Payouts and remittance requests for partners, their twins for staff, and the acts."""

from django.urls import path

from settlements.payouts import act_views as acts
from settlements.payouts import remittance_act_views as requests
from settlements.payouts import views
from settlements.payouts.audience import PARTNER, STAFF, Audience


def _pages(audience: Audience, root: str) -> list:
    pages = [
        (f"{root}payouts/", views.payouts),
        (f"{root}payouts/<str:payout>/", views.payout),
        (f"{root}remittances/", views.remittances),
        (f"{root}remittances/<str:remittance>/", views.remittance),
    ]
    return [
        path(route, audience.page(view), name=f"{audience.prefix}{view.__name__}") for route, view in pages
    ]


ONE, ASKED = "staff/payouts/<str:payout>/", "staff/remittances/<str:remittance>/"

urlpatterns = [
    path("staff/payouts/prepare/", acts.prepare_payouts, name="prepare_payouts"),
    path("staff/remittances/request/", requests.request_remittances, name="request_remittances"),
    *_pages(PARTNER, ""),
    *_pages(STAFF, "staff/"),
    path(f"{ONE}approve/", acts.approve_payout, name="approve_payout"),
    path(f"{ONE}paid/", acts.mark_paid, name="mark_paid"),
    path(f"{ONE}cancel/", acts.cancel_payout, name="cancel_payout"),
    path(f"{ASKED}received/", requests.mark_received, name="mark_received"),
    path(f"{ASKED}cancel/", requests.cancel_remittance, name="cancel_remittance"),
]
