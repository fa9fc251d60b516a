"""Hold what came back while it is in doubt: it was approved for payment, or held for another dispute."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from agreements.models import Agreement
from portal.accounts.models import User
from settlements.balances.place_hold import place_hold
from settlements.balances.read import held_for
from settlements.engine.exact import exact_arithmetic


@dataclass(frozen=True, slots=True)
class Doubt:
    """The dispute `reference` and all that is in doubt because of it, held or not; positive."""

    reference: str
    amount: Decimal


Doubts = Callable[[str], Iterable[Doubt]]
"""Statement → what is in doubt of it, oldest first."""
DOUBTS: list[Doubts] = []


def ask_for_doubts(doubts: Doubts) -> None:
    """Ask there, too; once, however often the app is made ready."""
    if doubts not in DOUBTS:
        DOUBTS.append(doubts)


def hold_again(
    *, agreement: Agreement, statement: str, direction: str, currency: str, key: str, by: User | None
) -> None:
    """Hold for each doubt about `statement` what is missing, at most what is open.

    `key` says what brought it back, once. Inside the act's transaction, after it posted.
    """
    for doubt in [each for doubts in DOUBTS for each in doubts(statement)]:
        with exact_arithmetic():
            missing = doubt.amount - held_for(doubt.reference)
        if missing > 0:
            place_hold(
                agreement=agreement,
                statement=statement,
                direction=direction,
                reference=doubt.reference,
                amount=missing,
                currency=currency,
                by=by,
                again=key,
            )
