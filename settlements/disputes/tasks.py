"""What happens to disputes in the background."""

from celery import shared_task

from settlements.disputes import remind_of_disputes as reminding


@shared_task(name="settlements.tasks.remind_of_disputes")
def remind_of_disputes() -> int:
    """How many disputes somebody was reminded of."""
    return reminding.remind_of_disputes()
