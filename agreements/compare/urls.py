"""Comparing, for both audiences."""

from django.urls import path

from agreements.audience import PARTNER, STAFF
from agreements.compare.views import compare_versions

_PAGE = "agreements/<agreement_number:number>/compare/"

urlpatterns = [
    path(_PAGE, PARTNER.page(compare_versions), name="compare_versions"),
    path(f"staff/{_PAGE}", STAFF.page(compare_versions), name="staff_compare_versions"),
]
