"""What was withheld, for both sides; withholding rates, for staff."""

from django.urls import path

from settlements.tax import views
from settlements.tax.audience import PARTNER, STAFF

RATES = "staff/partners/<slug:partner>/withholding/"

urlpatterns = [
    path("tax/", PARTNER.page(views.withheld_tax), name="withheld_tax"),
    path("staff/tax/", STAFF.page(views.withheld_tax), name="staff_withheld_tax"),
    path(RATES, views.withholding_rates, name="withholding_rates"),
    path(f"{RATES}new/", views.propose_rate, name="propose_withholding"),
    path(f"{RATES}<int:rate>/confirm/", views.confirm_rate, name="confirm_withholding"),
    path(f"{RATES}<int:rate>/withdraw/", views.withdraw_rate, name="withdraw_withholding"),
]
