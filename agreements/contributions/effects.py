"""What an accepted contribution came to so far: asked of the room above, which has the statements."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from agreements.models import Contribution


@dataclass(frozen=True, slots=True)
class Effect:
    """`amount` in settlement currency, for the side that made it; in so many statements."""

    amount: Decimal
    statements: int


_tellers: list[Callable[[Contribution], Effect | None]] = []


def tell_also(teller: Callable[[Contribution], Effect | None]) -> None:
    """`teller(contribution)`: None where no statement says it exactly."""
    if teller not in _tellers:
        _tellers.append(teller)


def effect_of(contribution: Contribution) -> Effect | None:
    return next((found for teller in _tellers if (found := teller(contribution)) is not None), None)
