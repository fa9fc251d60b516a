"""Addresses below /api/v1/."""

from django.urls import path

from usage.api import acts, agreements, errors, reports

urlpatterns = [
    path("agreements/", agreements.AgreementList.as_view(), name="api_agreements"),
    path("reports/", reports.ReportList.as_view(), name="api_reports"),
    path("reports/<int:report_id>/", reports.OneReport.as_view(), name="api_report"),
    path("reports/<int:report_id>/errors/", errors.ReportErrors.as_view(), name="api_report_errors"),
    path("reports/<int:report_id>/rejected-rows/", errors.RejectedRows.as_view(), name="api_rejected_rows"),
    path("reports/<int:report_id>/submit/", acts.SubmitReport.as_view(), name="api_submit_report"),
    path("reports/<int:report_id>/withdraw/", acts.WithdrawReport.as_view(), name="api_withdraw_report"),
    path(
        "periods/<str:agreement>/<str:period>/declare/",
        acts.DeclarePeriod.as_view(),
        name="api_declare_period",
    ),
]
