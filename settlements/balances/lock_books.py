"""One at a time at a partner's books."""

from django.db import connection

from portal.accounts.models import Partner

TABLE = Partner._meta.db_table


def lock_books(*, partner: Partner) -> None:
    """Nobody else reads the balances of `partner` to post on them until this transaction ends.

    The first lock of every act that does so. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("lock_books belongs inside the transaction of the act that posts.")
    # Not FOR UPDATE: that one keeps every row from being written that points to the partner. Said as SQL:
    # each act on the books says it several times, and Django takes longer to put it together than to do it.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {TABLE} WHERE id = %s FOR NO KEY UPDATE", [partner.pk])  # noqa: S608
        if cursor.fetchone() is None:
            raise Partner.DoesNotExist(partner.pk)
