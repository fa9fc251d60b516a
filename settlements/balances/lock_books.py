"""One at a time at a partner's books."""

from django.db import connection

from portal.accounts.models import Partner


def lock_books(*, partner: Partner) -> None:
    """Nobody else reads the balances of `partner` to post on them until this transaction ends.

    The first lock of every act that does so. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("lock_books belongs inside the transaction of the act that posts.")
    # Not FOR UPDATE: that one keeps every row from being written that points to the partner.
    Partner.objects.select_for_update(no_key=True).order_by().values_list("pk").get(pk=partner.pk)
