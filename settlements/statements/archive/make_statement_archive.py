"""Make a partner's archive and keep it in the place of the ones before."""

import logging
from functools import partial
from tempfile import TemporaryFile
from typing import IO

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.files.purposes import FilePurpose
from portal.files.store_file import store_file
from settlements.statements.archive.models import StatementArchive
from settlements.statements.archive.pack import pack

ATTEMPTS = 3
State = StatementArchive.State
log = logging.getLogger(__name__)


class Overtaken(Exception):
    """Another worker has begun it since, or it is over."""


def make_statement_archive(*, archive_id: int) -> StatementArchive | None:
    """None where it cannot be made, which is logged and kept in the row, or where another is at it.

    Safe to run twice, and at once: the one who began last goes on. After a killed worker the next finds the
    PDFs, which take longest, as far as they were made.
    """
    archive = _begin(archive_id)
    if archive is None:
        return None
    try:
        with TemporaryFile() as file:
            pack(out=file, partner=archive.partner, tell=partial(_tell, archive))
            return _keep(archive, file)
    except Overtaken:
        return None
    except Exception:
        log.exception("an archive of statements cannot be made", extra={"archive": archive.pk})
        _mine(archive).update(state=State.FAILED)
        return None


@transaction.atomic
def _begin(archive_id: int) -> StatementArchive | None:
    """Who began last has the archive; those begun too often are left to `stuck_archives`."""
    rows = StatementArchive.objects.select_for_update(of=("self",)).select_related("partner", "asked_by")
    archive = rows.filter(pk=archive_id, state=State.WAITING, attempts__lt=ATTEMPTS).first()
    if archive is not None:
        archive.attempts += 1
        archive.moved_at = timezone.now()
        archive.save(update_fields=["attempts", "moved_at"])
    return archive


def _mine(archive: StatementArchive) -> QuerySet[StatementArchive]:
    return StatementArchive.objects.filter(pk=archive.pk, state=State.WAITING, attempts=archive.attempts)


def _tell(archive: StatementArchive, done: int, total: int) -> None:
    archive.done, archive.total = done, total
    if not _mine(archive).update(done=done, total=total, moved_at=timezone.now()):
        raise Overtaken


@transaction.atomic
def _keep(archive: StatementArchive, file: IO[bytes]) -> StatementArchive:
    if not _mine(archive).select_for_update().exists():
        raise Overtaken
    archive.file = store_file(
        content=file,
        name=f"statements-{archive.partner.code}-{archive.asked_at:%Y-%m-%d}.zip",
        folder="archives",
        partner=archive.partner,
        stored_by=archive.asked_by,
        purpose=FilePurpose.DOCUMENT,
    )
    archive.state = State.MADE
    archive.save(update_fields=["file", "state"])
    for older in StatementArchive.objects.filter(partner=archive.partner).exclude(pk=archive.pk):
        _forget(older)
    return archive


def _forget(archive: StatementArchive) -> None:
    """Its row, its file's row, and after the commit the bytes."""
    file = archive.file
    archive.delete()
    if file is not None:
        file.delete()
        transaction.on_commit(partial(default_storage.delete, file.content.name))
