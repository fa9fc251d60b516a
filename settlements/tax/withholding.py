"""Which rate the tax profile gives for a period, and its place in a settlement's input."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from settlements.engine.exact import plain
from settlements.tax.models import WithholdingRate


@dataclass(frozen=True, slots=True)
class Withholding:
    """`expired`: there is a treaty rate, but its certificate ended before the period did."""

    row: WithholdingRate
    rate: Decimal
    expired: bool

    @property
    def by_treaty(self) -> bool:
        return self.row.treaty_rate is not None and not self.expired


class TaxProfiles:
    """The confirmed rates of partners, read once for as many as are asked for."""

    def __init__(self) -> None:
        self._rows: dict[int, list[WithholdingRate]] | None = None

    def on(self, partner_id: int, day: date) -> Withholding | None:
        """What holds for a period with that last day; None: its terms say."""
        if self._rows is None:
            self._rows = defaultdict(list)
            for row in WithholdingRate.objects.filter(state=WithholdingRate.State.CONFIRMED):
                self._rows[row.partner_id].append(row)
        return withholding_on(self._rows.get(partner_id, ()), day)


def withholding_on(rows: Iterable[WithholdingRate], day: date) -> Withholding | None:
    """`rows`: one partner's, confirmed, newest first (the later entered of two from the same day)."""
    row = next((each for each in rows if each.from_date <= day), None)
    if row is None:
        return None
    if row.treaty_rate is None:
        return Withholding(row, row.default_rate, expired=False)
    if row.treaty_until_date >= day:
        return Withholding(row, row.treaty_rate, expired=False)
    return Withholding(row, row.default_rate, expired=True)


def with_withholding(terms: list[dict[str, Any]], found: Withholding | None) -> list[dict[str, Any]]:
    """The versions of a settlement input with the profile's rate in each; without one as they are."""
    if found is None:
        return terms
    return [{**version, "withholding_rate": plain(found.rate)} for version in terms]
