"""The books are checked in the background."""

from celery import shared_task

from portal.accounts.models import User
from settlements.balances.soundness.check_books import check_books
from settlements.balances.soundness.models import BooksCheck


@shared_task(name="settlements.tasks.verify_books")
def verify_books(occasion: str = BooksCheck.Occasion.HOUR) -> None:
    check_books(occasion=BooksCheck.Occasion(occasion))


@shared_task(name="settlements.tasks.verify_books_before_run")
def verify_books_before_run(run_id: int) -> None:
    check_books(occasion=BooksCheck.Occasion.BEFORE_RUN, subject=f"run {run_id}")


@shared_task(name="settlements.tasks.verify_books_after_run")
def verify_books_after_run(run_id: int) -> None:
    check_books(occasion=BooksCheck.Occasion.AFTER_RUN, subject=f"run {run_id}")


@shared_task(name="settlements.tasks.verify_books_asked")
def verify_books_asked(user_id: int) -> None:
    check_books(occasion=BooksCheck.Occasion.ASKED, by=User.objects.get(pk=user_id))
