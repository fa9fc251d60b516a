"""What was carried over, entered by Carla and confirmed by April."""

from datetime import date
from decimal import Decimal

from agreements.models import Agreement
from portal.accounts.models import User
from settlements.openings.confirm_opening import confirm_opening
from settlements.openings.enter_opening import enter_opening
from settlements.openings.figures import Figures
from settlements.openings.models import AgreementOpening


def figures(**over) -> Figures:
    """At the end of August 2026: 12.34 carried forward, 40 of the advance left, 900 counted this year."""
    values = {
        "carried_date": date(2026, 8, 31),
        "currency": "USD",
        "balance": Decimal("12.34"),
        "advance_balance": Decimal("40"),
        "cap_earned": Decimal("180"),
        "counters": {"default": (Decimal(0), Decimal("900"))},
        "source": "Statement 8/2026 of the former books",
        **over,
    }
    return Figures(**values)


def only_balance(amount: str, **over) -> Figures:
    """A balance and nothing else."""
    nothing = {"advance_balance": None, "cap_earned": Decimal(0), "counters": {}}
    return figures(balance=Decimal(amount), **nothing, **over)


def carried_over(
    agreement: Agreement, by: User, second: User, given: Figures | None = None
) -> AgreementOpening:
    row = enter_opening(agreement=agreement, figures=given or figures(), by=by)
    return confirm_opening(opening=row, by=second)
