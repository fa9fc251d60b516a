"""Where what was due of a statement went: held, paid, received; as the journal has it, act by act."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from settlements.balances.models import Account, Entry
from settlements.engine.exact import exact_arithmetic
from settlements.payouts.models import Payout, PayoutItem
from settlements.payouts.sums import total_of

OPEN = (Account.PAYABLE, Account.RECEIVABLE)
"""Issuing fills the side that is open; holding, paying and receiving take from it, and name the document."""
DISPUTE = "DSP-"


@dataclass(frozen=True, slots=True)
class Taken:
    """`reference`: the dispute it is held for, or the payout or remittance request that settled it."""

    reference: str
    amount: Decimal

    @property
    def held(self) -> bool:
        return self.reference.startswith(DISPUTE)


@dataclass(slots=True)
class Act:
    """One transaction on the open side of a statement.

    `moves`: reference and what was taken for it; below zero, what was given back, or issued.
    """

    posted_at: datetime
    moves: list[tuple[str, Decimal]] = field(default_factory=list)


def acts_on(numbers: Iterable[str]) -> dict[str, list[Act]]:
    """Statement → its acts in the order in which they were posted, issuing first."""
    found: dict[str, dict[int, Act]] = defaultdict(dict)
    rows = Entry.objects.filter(statement__in=numbers, account__in=OPEN).order_by("transaction_id", "pk")
    columns = ("statement", "transaction_id", "transaction__posted_at", "account", "reference", "amount")
    for number, pk, at, account, reference, amount in rows.values_list(*columns):
        act = found[number].setdefault(pk, Act(at))
        # What is payable stands as a credit, so what takes from it is a debit.
        act.moves.append((reference, amount if account == Account.PAYABLE else amount.copy_negate()))
    return {number: list(acts.values()) for number, acts in found.items()}


def prepared_after(acts: list[Act], item: PayoutItem, payout: Payout) -> int:
    """How many of the statement's acts were posted when the payout was prepared.

    It took all that was open, so it was prepared after an act that left just the item's amount open: the
    last one that is not later than it. Clocks may have been set back in between, so the last such act at
    all where none is; where no act left that amount, those posted by then.
    """
    whole, left = item.amount.copy_abs(), Decimal(0)
    fitting, by_then = [], 0
    for count, act in enumerate(acts, start=1):
        if any(reference == payout.number for reference, _amount in act.moves):
            break
        with exact_arithmetic():
            left -= sum(amount for _reference, amount in act.moves)
        if act.posted_at <= payout.prepared_at:
            by_then = count
        if left == whole:
            fitting.append(count)
    return max((each for each in fitting if each <= by_then), default=max(fitting, default=by_then))


def taken_in(acts: Iterable[Act]) -> list[Taken]:
    """By document, what the acts took altogether; none that gave back all. Issuing names no document."""
    sums: dict[str, list[Decimal]] = defaultdict(list)
    for act in acts:
        for reference, amount in act.moves:
            if reference:
                sums[reference].append(amount)
    found = [Taken(reference, total_of(amounts)) for reference, amounts in sums.items()]
    return sorted((each for each in found if each.amount), key=lambda each: each.reference)


def left_open(acts: Iterable[Act]) -> Decimal:
    """What is neither held nor in an approved payout, nor received."""
    return total_of(amount.copy_negate() for act in acts for _reference, amount in act.moves)
