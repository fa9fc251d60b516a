"""What happens to payouts in the background."""

from celery import shared_task

from settlements.payouts import remind_remittances as reminding
from settlements.payouts import void_batches as voiding


@shared_task(name="settlements.tasks.void_batches")
def void_batches(partner_id: int | None, currency: str) -> list[str]:
    """Numbers of the batches that do not pay as prepared, because an account changed."""
    return voiding.void_batches(partner_id=partner_id, currency=currency)


@shared_task(name="settlements.tasks.remind_remittances")
def remind_remittances() -> int:
    """How many partners were reminded of what they owe."""
    return reminding.remind_remittances()
