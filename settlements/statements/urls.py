"""Statements for partners, and their twins for staff."""

from django.urls import path

from settlements.statements import compare_views, converters, downloads, views
from settlements.statements.archive import views as archive_views
from settlements.statements.audience import PARTNER, STAFF, Audience
from settlements.statements.pdf.views import statement_pdf, statement_pdf_progress


def _pages(audience: Audience, root: str) -> list:
    one = f"{root}<{converters.NAME}:number>/"
    line = f"{one}lines/<int:position>/"
    pages = [
        (root, views.statements),
        (one, views.statement),
        (f"{one}ladder/<slug:rung>/", views.statement_rung),
        (line, views.statement_line),
        (f"{line}steps/", views.statement_line_steps),
        (f"{line}rows.csv", downloads.statement_sources),
        (f"{one}compare/", compare_views.statement_compare),
        (f"{one}lines.csv", downloads.statement_lines),
        (f"{one}lines.xlsx", downloads.statement_workbook),
        (f"{one}bundle.zip", downloads.statement_bundle),
        (f"{one}settlement-input.json", downloads.statement_input),
        (f"{one}settlement-result.json", downloads.statement_result),
        (f"{one}statement.pdf", statement_pdf),
        (f"{one}statement.pdf/progress/", statement_pdf_progress),
    ]
    return [
        path(route, audience.page(view), name=f"{audience.prefix}{view.__name__}") for route, view in pages
    ]


ARCHIVE = "statements/archive/"
_archive = [
    path(ARCHIVE, archive_views.statement_archive, name="statement_archive"),
    path(f"{ARCHIVE}progress/", archive_views.statement_archive_progress, name="statement_archive_progress"),
    path(f"{ARCHIVE}begin/", archive_views.begin_statement_archive, name="begin_statement_archive"),
    path(
        f"{ARCHIVE}<int:archive_id>/statements.zip",
        archive_views.statement_archive_file,
        name="statement_archive_file",
    ),
]
# The archive first: what stands in its place is else read as a statement's number.
urlpatterns = [*_archive, *_pages(PARTNER, "statements/"), *_pages(STAFF, "staff/statements/")]
