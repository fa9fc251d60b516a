"""The reading of bank statements in the background."""

from celery import shared_task

from settlements.payouts.bank_statements import read_statement as reading
from settlements.payouts.bank_statements.stuck_statements import stuck_statements


@shared_task(name="settlements.tasks.read_bank_statement")
def read_bank_statement(file_id: int) -> None:
    reading.read_statement(file_id=file_id)


@shared_task(name="settlements.tasks.resume_bank_statements")
def resume_bank_statements() -> None:
    """Put in line again what was never started or died."""
    for file_id in stuck_statements():
        read_bank_statement.delay(file_id)
