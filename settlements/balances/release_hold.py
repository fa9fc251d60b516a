"""Let go of what was held."""

from decimal import Decimal

from django.db.models import QuerySet, Sum

from agreements.models import Agreement
from portal.accounts.models import User
from settlements.balances.hold_again import hold_again
from settlements.balances.lock_books import lock_books
from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.balances.post import Posting, post
from settlements.engine.exact import exact_arithmetic


def release_hold(*, reference: str, amount: Decimal | None, key: str, by: User | None) -> Decimal:
    """Release `amount` of what is held for the dispute `reference`; None: all that is left.

    What was released; another dispute that lacks it holds it then. `key` says why, once: asked for again,
    what it released then. Inside the act's transaction. Raises ValueError where less is held.
    """
    held = Entry.objects.filter(reference=reference, account=Account.HELD)
    first = held.select_related("agreement__partner", "partner").first()
    if first is None:
        if amount:
            raise ValueError(f"{amount} to release, but nothing is held for {reference}")
        return Decimal(0)
    lock_books(partner=first.partner)
    posted_as = f"release {reference}: {key}"
    done = held.filter(transaction__key=posted_as).aggregate(total=Sum("amount"))["total"]
    if done is not None:
        return done.copy_abs()
    entries, released = _turned_back(held, reference, amount)
    if amount is not None and released != amount:
        raise ValueError(f"{amount} to release, but only {released} is held for {reference}")
    post(
        partner=first.partner,
        cause=JournalTransaction.Cause.HOLD_RELEASED,
        subject=reference,
        key=posted_as,
        currency=first.currency,
        entries=entries,
        by=by,
    )
    for each in entries:
        if each.account != Account.HELD and each.amount:
            hold_again(
                agreement=each.agreement,
                statement=each.statement,
                direction=each.account,
                currency=first.currency,
                key=posted_as,
                by=by,
            )
    return released


def _turned_back(
    rows: QuerySet[Entry], reference: str, amount: Decimal | None
) -> tuple[list[Posting], Decimal]:
    entries, released = [], Decimal(0)
    sums = rows.order_by("agreement", "statement").values_list("agreement", "statement")
    with exact_arithmetic():
        for agreement_id, statement, total in sums.annotate(total=Sum("amount")):
            part = abs(total) if amount is None else min(abs(total), amount - released)
            released += part
            # Held from a payable stands as a credit.
            side, moved = (Account.PAYABLE, part) if total < 0 else (Account.RECEIVABLE, -part)
            agreement = Agreement.objects.get(pk=agreement_id)
            entries.append(Posting(Account.HELD, moved, agreement, statement, reference))
            entries.append(Posting(side, -moved, agreement, statement, reference))
    return entries, released
