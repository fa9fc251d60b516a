"""The books check themselves: a list of checks, to which each room adds its own (settlements/apps.py)."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import DatabaseError, connection, transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What does not agree. `subject` names the row by table and id, `sentence` says what is wrong with it.

    `slow`: found by one of the slow checks.
    """

    check: str
    subject: str
    sentence: str
    slow: bool = False

    def __str__(self) -> str:
        return f"{self.subject}: {self.sentence}"


Check = Callable[[], Iterable[Discrepancy]]
CHECKS: list[Check] = []
"""Those that read rows: every hour."""
SLOW_CHECKS: list[Check] = []
"""Those that read whole documents: every night, and whenever a person asks."""


def check_also(check: Check, *, slow: bool = False) -> None:
    """Add a check; once, however often the app is made ready."""
    checks = SLOW_CHECKS if slow else CHECKS
    if check not in checks:
        checks.append(check)


def verify_books(*, thorough: bool = True) -> list[Discrepancy]:
    """What does not agree, as of one moment; `thorough`: the slow checks too."""
    with _one_moment():
        quick = [found for check in CHECKS for found in _run(check)]
        slow = [found for check in SLOW_CHECKS for found in _run(check)] if thorough else []
    return [*quick, *(replace(found, slow=True) for found in slow)]


def _run(check: Check) -> Iterator[Discrepancy]:
    try:
        yield from check()
    except DatabaseError:
        raise
    except Exception as fault:
        # Rows changed by hand may hold anything; the other checks still run.
        log.exception("a check of the books failed", extra={"check": check.__name__})
        yield Discrepancy(check.__name__, check.__name__, f"could not be finished: {fault!r}")


def row(table: str, pk: object) -> str:
    """How a subject is written."""
    return f"settlements_{table} {pk}"


@contextmanager
def _one_moment() -> Iterator[None]:
    """What is posted meanwhile is not half seen. Inside somebody's transaction: what that one sees."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
