"""Exchange rates, for staff."""

from django.urls import path

from settlements.fx import staff_views as views

urlpatterns = [
    path("staff/fx/", views.fx_rates, name="fx_rates"),
    path("staff/fx/new/", views.enter_rate, name="enter_rate"),
    path("staff/fx/import/", views.import_ecb_rates, name="import_ecb_rates"),
    path("staff/fx/<int:rate_id>/withdraw/", views.withdraw_rate, name="withdraw_rate"),
]
