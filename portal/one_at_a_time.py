"""Keep two workers from the same piece of work."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

EACH = "SELECT {}(hashtextextended(work, 0)) FROM unnest(%s::text[]) AS works (work)"


@contextmanager
def one_at_a_time(*works: str) -> Iterator[None]:
    """Wait until nobody else is at the works of those names.

    The database lets go when the connection ends: whoever holds it is alive, and a death frees it.
    """
    with connection.cursor() as cursor:
        cursor.execute(EACH.format("pg_advisory_lock"), [sorted(works)])
    try:
        yield
    finally:
        # Inside a transaction that already failed nothing can be said any more; its connection then ends.
        if connection.connection is not None and not connection.needs_rollback:
            _let_go(sorted(works))


def _let_go(works: list[str]) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(EACH.format("pg_advisory_unlock"), [works])
    except OperationalError:
        # The connection broke, and the lock went with it; the next one is fresh.
        if connection.in_atomic_block:
            raise
        connection.close()
