"""A check says that it lives: with every step it makes, and by a thread while it makes none."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import DatabaseError, OperationalError, connection
from django.db.models import QuerySet
from django.utils import timezone

from usage.check.verdict import Progress
from usage.claims import Superseded, claimed

logger = logging.getLogger(__name__)
BEAT_SECONDS = 0.4
QUIET_SECONDS = 15.0  # several may fail before the check is thought dead (claims.SILENT_FOR)
RESTARTING = (0.5, 1, 2, 4, 8, 16)  # seconds between attempts while the database may be coming back


class Heartbeat:
    """Called with every Progress; writes one now and then. Raises Superseded where the claim is lost."""

    def __init__(self, *, report_id: int, claim: int) -> None:
        self._row = {"report_id": report_id, "claim": claim}
        self._last = float("-inf")

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._last < BEAT_SECONDS:
            return
        self._last = now
        try:
            held = self.write(progress)
        except OperationalError:
            if connection.in_atomic_block:
                raise
            # The rows can be checked meanwhile; the verdict asks for the claim once more.
            logger.warning("no database for a check's progress", extra={"report": self._row["report_id"]})
            connection.close()
            return
        if not held:
            raise Superseded

    def write(self, progress: Progress) -> int:
        """The number of rows written: none where the claim is lost."""
        seen = {"rows_seen": progress.rows, "bytes_seen": progress.bytes_done}
        return claimed(**self._row).update(progress_at=timezone.now(), **seen)


@contextmanager
def kept_alive(*, report_id: int, claim: int, rows: Callable[[], QuerySet] | None = None) -> Iterator[None]:
    """Beat meanwhile, so that a long stretch without progress is not taken for a death.

    rows: what the beat is written to, as long as it is held; the report where none are given.
    """
    ended = Event()
    rows = rows or (lambda: claimed(report_id=report_id, claim=claim))
    thread = Thread(target=_beat, args=(report_id, rows, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(report_id: int, rows: Callable[[], QuerySet], ended: Event) -> None:
    while not ended.wait(QUIET_SECONDS):
        try:
            rows().update(progress_at=timezone.now())
        except DatabaseError:
            logger.warning("no database for a check's heartbeat", extra={"report": report_id})
        finally:
            connection.close()


def once_it_is_back(act: Callable[[], None]) -> None:
    """Do it, or try again for half a minute where the database does not answer."""
    for pause in RESTARTING:
        try:
            return act()
        except OperationalError:
            if connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(pause)
    return act()
