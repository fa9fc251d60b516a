"""What happens to withholding tax in the background."""

from celery import shared_task

from settlements.tax import remind_of_treaties as reminding


@shared_task(name="settlements.tasks.remind_of_treaties")
def remind_of_treaties() -> int:
    """Of how many certificates that end finance was told."""
    return reminding.remind_of_treaties()
