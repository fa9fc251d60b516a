"""Addresses of statements below /api/v1/."""

from django.urls import path

from settlements.statements.api import views

_ONE = "statements/<str:number>/"

urlpatterns = [
    path("statements/", views.StatementList.as_view(), name="api_statements"),
    path(_ONE, views.OneStatement.as_view(), name="api_statement"),
    path(f"{_ONE}lines/", views.StatementLines.as_view(), name="api_statement_lines"),
    path(f"{_ONE}lines/<int:position>/", views.LineExplanation.as_view(), name="api_explanation"),
    path(f"{_ONE}bundle/", views.StatementBundle.as_view(), name="api_bundle"),
    path(f"{_ONE}pdf/", views.StatementAsPdf.as_view(), name="api_statement_pdf"),
]
