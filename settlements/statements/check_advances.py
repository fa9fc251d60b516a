"""What always holds between the advances in the books and the statements that recoup them."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from django.db.models import Sum

from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.balances.sides import told_of
from settlements.balances.verify_books import Discrepancy, row
from settlements.engine.exact import plain
from settlements.statements.models import Statement

CAUGHT_UP = "advances caught up"
"""Begins the keys of what migration 0023 posted for statements issued before advances had an account."""


def caught_up_since(agreement_id: int, transaction_id: int) -> bool:
    """Whether the transaction is one whose recoupment still lowered the share, and was set right later."""
    later = JournalTransaction.objects.filter(key__startswith=CAUGHT_UP, pk__gt=transaction_id)
    return later.filter(entries__agreement=agreement_id).exists()


def check_advances() -> Iterator[Discrepancy]:
    """What is still to be recouped is what the newest statement, as first issued, closed with."""
    entries = Entry.objects.filter(account=Account.ADVANCE).order_by()
    held = dict(entries.values_list("agreement").annotate(total=Sum("amount")))
    newest = Statement.objects.filter(version=1).order_by("agreement", "-period__from_date")
    found = newest.distinct("agreement").values_list(
        "pk",
        "number",
        "agreement",
        "agreement__collected_by",
        "result_document__window__advance_balance",
    )
    for pk, number, agreement, side, closing in found:
        where = f"{row('statement', pk)} ({number})"
        stands = told_of(Account.ADVANCE, side, held.pop(agreement, Decimal(0)))
        try:
            agree = Decimal(closing) == stands
        except (InvalidOperation, TypeError, ValueError):
            agree = False
        if not agree:
            sentence = f"{closing} of the advance is left, but the books say {plain(stands)}"
            yield Discrepancy("advances", where, sentence)
    for agreement, total in held.items():
        if total:
            where = f"settlements_entry of agreement {agreement}"
            yield Discrepancy("advances", where, f"an advance of {plain(total)} and no statement")
