"""What is done in the background."""

from celery import shared_task

from portal.api import forget_keys as forgetting


@shared_task
def forget_keys() -> None:
    forgetting.forget_keys()
