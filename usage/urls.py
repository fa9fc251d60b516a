from django.urls import path

from usage import declare_views, error_views, list_views, report_views, upload_views
from usage.audience import PARTNER, STAFF, Audience
from usage.dialects.urls import urlpatterns as dialect_pages
from usage.erasure import views as erasure_views
from usage.reconciliation import views as reconciliation_views
from usage.uploads import views as upload_by_parts


def pages_of(audience: Audience, front) -> list:
    """The same pages for either audience; staff's live under /staff/ and their names begin with staff_."""
    folder = "staff/reports/" if audience.is_staff else "reports/"
    pages = [
        ("", front, "reports"),
        ("all/", list_views.report_list, "report_list"),
        ("new/", upload_views.new_report, "new_report"),
        ("template/", upload_views.report_template, "report_template"),
        ("declare/", declare_views.declare_period, "declare_period"),
        ("reconciliation/<str:number>/<str:label>/", reconciliation_views.reconciliation, "reconciliation"),
        (
            "reconciliation/<str:number>/<str:label>/rows.csv",
            reconciliation_views.reconciliation_csv,
            "reconciliation_csv",
        ),
        ("uploads/", upload_by_parts.report_uploads, "report_uploads"),
        ("uploads/<uuid:upload_id>/", upload_by_parts.report_upload, "report_upload"),
        ("<int:report_id>/", report_views.report, "report"),
        ("<int:report_id>/progress/", report_views.report_progress, "report_progress"),
        ("<int:report_id>/submit/", report_views.submit_report, "submit_report"),
        ("<int:report_id>/recheck/", report_views.recheck_report, "recheck_report"),
        ("<int:report_id>/withdraw/", report_views.withdraw_report, "withdraw_report"),
        ("<int:report_id>/errors/", error_views.report_errors, "report_errors"),
        ("<int:report_id>/problems.csv", error_views.report_problems_csv, "report_problems_csv"),
        ("<int:report_id>/rejected-rows/", error_views.report_failed_rows, "report_failed_rows"),
        ("<int:report_id>/file/", error_views.report_file, "report_file"),
    ]
    return [
        path(folder + route, audience.page(view), name=audience.prefix + name) for route, view, name in pages
    ]


urlpatterns = [
    *dialect_pages,
    *pages_of(PARTNER, list_views.reports),
    *pages_of(STAFF, list_views.report_matrix),
    path(
        "staff/reports/<int:report_id>/admit/",
        STAFF.page(report_views.admit_late_report),
        name="staff_admit_late_report",
    ),
    path("reports/<int:report_id>/ask-erasure/", PARTNER.page(erasure_views.ask_erasure), name="ask_erasure"),
    path(
        "staff/reports/<int:report_id>/erase/",
        STAFF.page(erasure_views.erase_report),
        name="staff_erase_report",
    ),
    path(
        "staff/reports/<int:report_id>/decline-erasure/",
        STAFF.page(erasure_views.decline_erasure),
        name="staff_decline_erasure",
    ),
]
