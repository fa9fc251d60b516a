"""The figures of an opening, as they are typed or read from a file, before they are a row."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from agreements.models import Agreement
from agreements.operations.periods_on import period_on
from portal.periods import DateRange
from settlements.engine.exact import plain
from settlements.openings.models import AgreementOpening

ZERO = Decimal(0)
MONIES = ("balance", "advance_balance", "guarantee_earned", "cap_earned")


@dataclass(frozen=True, slots=True)
class Figures:
    """`advance_balance` None: not said. `counters`: rule → (quantity, base)."""

    carried_date: date
    currency: str
    balance: Decimal
    advance_balance: Decimal | None = None
    guarantee_earned: Decimal = ZERO
    cap_earned: Decimal = ZERO
    counters: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    source: str = ""

    @property
    def first_date(self) -> date:
        """The first day settled here."""
        return self.carried_date + timedelta(days=1)

    def columns(self) -> dict[str, Any]:
        """As the row keeps them."""
        return {
            "carried_date": self.carried_date,
            "currency": self.currency,
            "balance": self.balance,
            "advance_balance": self.advance_balance,
            "guarantee_earned": self.guarantee_earned,
            "cap_earned": self.cap_earned,
            "counters": {
                rule: {"quantity": plain(quantity), "base": plain(base)}
                for rule, (quantity, base) in sorted(self.counters.items())
                if quantity or base
            },
            "source": self.source,
        }

    def window(self) -> dict[str, str]:
        """As FORMULA section 10 has it."""
        return {
            "guarantee_earned": plain(self.guarantee_earned),
            "cap_earned": plain(self.cap_earned),
            "advance_balance": plain(self.advance_balance or ZERO),
        }


def figures_of(opening: AgreementOpening) -> Figures:
    counters = {
        rule: (Decimal(each["quantity"]), Decimal(each["base"])) for rule, each in opening.counters.items()
    }
    monies = {name: getattr(opening, name) for name in MONIES}
    return Figures(opening.carried_date, opening.currency, counters=counters, source=opening.source, **monies)


def first_period(agreement: Agreement, first_date: date) -> DateRange | None:
    """The days of the period that begins on `first_date`; None where no period of the term does."""
    calendar = period_on(agreement, first_date)
    days = calendar.clip(DateRange(agreement.starts_date, agreement.ends_date))
    return days if days is not None and days.start == first_date else None
