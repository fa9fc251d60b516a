"""How long what partners owe has been due: the classes that finance people know."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from portal.accounts.access import partner_ids
from portal.accounts.models import Partner
from settlements.payouts.access import remittances_of, staff_remittances
from settlements.payouts.models import Remittance
from settlements.payouts.positions import RECEIVABLE, positions
from settlements.payouts.sums import total_of

CLASSES = {
    "not_asked": _("Not asked for"),
    "held": _("Held"),
    "not_due": _("Not due yet"),
    "days_1": _("1 to 30 days"),
    "days_31": _("31 to 60 days"),
    "days_61": _("61 to 90 days"),
    "days_91": _("over 90 days"),
}
"""In the order of the table; the last four by days after the day it was due."""


@dataclass(frozen=True, slots=True)
class Aged:
    """One partner and currency, or one currency (`partner` None); amounts by class, and their sum."""

    partner: Partner | None
    currency: str
    amounts: dict[str, Decimal] = field(default_factory=lambda: dict.fromkeys(CLASSES, Decimal(0)))

    @property
    def total(self) -> Decimal:
        return total_of(self.amounts.values())

    def add(self, name: str, amount: Decimal) -> None:
        self.amounts[name] = total_of([self.amounts[name], amount])


def age_class(due_date: date, today: date) -> str:
    late = (today - due_date).days
    if late <= 0:
        return "not_due"
    return "days_1" if late <= 30 else "days_31" if late <= 60 else "days_61" if late <= 90 else "days_91"


def ageing(user, *, today: date, partner: Partner | None = None) -> tuple[list[Aged], list[Aged]]:
    """By partner and currency, and sums by currency. `partner`: only its own, through its door.

    For staff that may see amounts, else members; outsiders: Http404 or nothing.
    """
    if partner is not None and partner.pk not in partner_ids(user):
        return [], []
    requests = staff_remittances(user) if partner is None else remittances_of(user, partner)
    rows: dict[tuple[str, str], Aged] = {}
    for row in requests.filter(state=Remittance.State.REQUESTED):
        aged = rows.setdefault((row.partner.code, row.currency), Aged(row.partner, row.currency))
        aged.add(age_class(row.due_date, today), row.still_due or Decimal(0))
    for each in positions(direction=RECEIVABLE, partner=partner):
        aged = rows.setdefault((each.partner.code, each.currency), Aged(each.partner, each.currency))
        aged.add("not_asked", each.amount)
        aged.add("held", total_of(held.amount for held in each.held))
    found = [aged for _key, aged in sorted(rows.items()) if aged.total]
    sums: dict[str, Aged] = {}
    for aged in found:
        of_currency = sums.setdefault(aged.currency, Aged(None, aged.currency))
        for name, amount in aged.amounts.items():
            of_currency.add(name, amount)
    return found, [sums[code] for code in sorted(sums)]
