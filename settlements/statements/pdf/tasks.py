"""The making of PDFs in the background."""

from celery import shared_task

from settlements.statements.pdf import make_pdf as making


@shared_task(name="settlements.tasks.make_pdf")
def make_pdf(statement_id: int) -> None:
    making.make_pdf(statement_id=statement_id)
