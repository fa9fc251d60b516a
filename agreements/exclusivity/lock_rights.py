"""One decision on exclusive rights at a time."""

from django.db import connection

_KEY = 0x6578636C  # "excl"


def lock_rights() -> None:
    """Held until the transaction ends. Take the agreement's row first, then this, then write.

    What one decision looks for (rights and deployments of others that meet its scope) does not exist as a
    row yet while another decision makes it, so rows cannot be locked, and a scope may be `*`, so no model's
    row stands for it. Such decisions are rare; one lock for all is right, and simple enough to be seen to be.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KEY])
