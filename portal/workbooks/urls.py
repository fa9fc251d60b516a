"""Moving in from spreadsheets."""

from django.urls import path

from portal.workbooks import views

urlpatterns = [
    path("staff/agreements/import/", views.workbooks, name="workbooks"),
    path("staff/agreements/import/template.xlsx", views.workbook_template, name="workbook_template"),
    path("staff/agreements/import/<int:workbook_id>/", views.workbook, name="workbook"),
    path("staff/agreements/import/<int:workbook_id>/import/", views.import_workbook, name="import_workbook"),
]
