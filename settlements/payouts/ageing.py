"""How long what partners owe has been overdue, by partner and currency."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from portal.accounts.models import User
from settlements.engine.exact import exact_arithmetic
from settlements.payouts.access import staff_remittances
from settlements.payouts.models import Remittance
from settlements.payouts.positions import RECEIVABLE, positions
from settlements.payouts.sums import total_of
from settlements.payouts.surplus import with_surplus

NOT_DUE, LAST = "not_due", "over_90"
BANDS = ((30, "days_1_30"), (60, "days_31_60"), (90, "days_61_90"))
"""Up to so many days after the day it was due."""
NAMES = (NOT_DUE, *(name for _days, name in BANDS), LAST)


@dataclass(slots=True)
class Ageing:
    """`partner` and `code` are empty in the sum of a currency. `not_asked`: owed, and in no open request.

    `bands`: what open requests still have due, by NAMES. `held`: in doubt, and in no other amount.
    `too_much`: what was paid and settled nothing, in no account of the journal.
    """

    partner: str
    code: str
    currency: str
    not_asked: Decimal = Decimal(0)
    held: Decimal = Decimal(0)
    too_much: Decimal = Decimal(0)
    bands: dict[str, Decimal] = field(default_factory=lambda: dict.fromkeys(NAMES, Decimal(0)))

    @property
    def total(self) -> Decimal:
        """All that stands as receivable, held apart."""
        return total_of([self.not_asked, *self.bands.values()])


def band_of(due_date: date, day: date) -> str:
    """On the day it is due it is not overdue; the day after is the first."""
    days = (day - due_date).days
    if days <= 0:
        return NOT_DUE
    return next((name for most, name in BANDS if days <= most), LAST)


def ageing(user: User, day: date) -> list[Ageing]:
    """Everybody who owes something, has something held or paid too much, by currency and name.

    Outsiders: Http404.
    """
    due: dict = defaultdict(lambda: defaultdict(list))
    for row in staff_remittances(user).filter(state=Remittance.State.REQUESTED):
        due[row.partner_id, row.currency][band_of(row.due_date, day)].append(row.still_due)
    surplus: dict = defaultdict(list)
    for row in with_surplus():
        surplus[row.partner_id, row.remittance.currency].append(row.left)
    found = []
    for each in positions(direction=RECEIVABLE):
        row = Ageing(each.partner.name, each.partner.code, each.currency)
        for name, amounts in due.get((each.partner.pk, each.currency), {}).items():
            row.bands[name] = total_of(amounts)
        with exact_arithmetic():
            row.not_asked = each.open - total_of(row.bands.values())
        row.held = total_of(held.amount for held in each.held)
        row.too_much = total_of(surplus.get((each.partner.pk, each.currency), []))
        if row.total or row.held or row.too_much:
            found.append(row)
    return sorted(found, key=lambda row: (row.currency, row.partner.casefold(), row.code))


def totals(rows: Iterable[Ageing]) -> list[Ageing]:
    """One for each currency: different currencies are never added up."""
    by_currency: dict[str, list[Ageing]] = defaultdict(list)
    for row in rows:
        by_currency[row.currency].append(row)
    return [
        Ageing(
            partner="",
            code="",
            currency=currency,
            not_asked=total_of(row.not_asked for row in found),
            held=total_of(row.held for row in found),
            too_much=total_of(row.too_much for row in found),
            bands={name: total_of(row.bands[name] for row in found) for name in NAMES},
        )
        for currency, found in sorted(by_currency.items())
    ]
