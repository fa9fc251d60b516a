"""What-if pages, beside the agreement's own."""

from django.urls import path

from settlements.runs.what_if.views import PARTNER, STAFF, what_if

urlpatterns = [
    path("agreements/<agreement_number:number>/what-if/", PARTNER.page(what_if), name="what_if"),
    path("staff/agreements/<agreement_number:number>/what-if/", STAFF.page(what_if), name="staff_what_if"),
]
