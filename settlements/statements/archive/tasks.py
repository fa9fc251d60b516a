"""The making of archives in the background."""

from celery import shared_task

from settlements.statements.archive import make_statement_archive as making
from settlements.statements.archive.stuck_archives import stuck_archives


@shared_task(name="settlements.tasks.make_statement_archive")
def make_statement_archive(archive_id: int) -> None:
    making.make_statement_archive(archive_id=archive_id)


@shared_task(name="settlements.tasks.resume_statement_archives")
def resume_statement_archives() -> None:
    """Put in line again what was never started or died."""
    for archive_id in stuck_archives():
        make_statement_archive.delay(archive_id)
