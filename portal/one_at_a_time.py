"""Keep two workers from the same piece of work."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection


@contextmanager
def one_at_a_time(work: str) -> Iterator[None]:
    """Wait until nobody else is at the work of that name.

    The database lets go when the connection ends: whoever holds it is alive, and a death frees it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [work])
    try:
        yield
    finally:
        # Inside a transaction that already failed nothing can be said any more; its connection then ends.
        if connection.connection is not None and not connection.needs_rollback:
            _let_go(work)


def _let_go(work: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [work])
    except OperationalError:
        # The connection broke, and the lock went with it; the next one is fresh.
        if connection.in_atomic_block:
            raise
        connection.close()
