"""The books are checked in the background."""

from celery import shared_task

from settlements.balances import verify_books as verifying


@shared_task(name="settlements.tasks.verify_books")
def verify_books(thorough: bool = False) -> int:
    """How many discrepancies were logged."""
    return verifying.log_discrepancies(thorough=thorough)
