"""The making of PDFs in the background."""

from celery import shared_task

from settlements.statements.pdf import make_pdf as making
from settlements.statements.pdf.stuck_pdfs import stuck_pdfs


@shared_task(name="settlements.tasks.make_pdf")
def make_pdf(statement_id: int) -> None:
    making.make_pdf(statement_id=statement_id)


@shared_task(name="settlements.tasks.resume_pdfs")
def resume_pdfs() -> None:
    """Put in line again what was never started or died."""
    for statement_id in stuck_pdfs():
        make_pdf.delay(statement_id)
