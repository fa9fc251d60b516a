"""How far the figures of the two sides may be apart."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)


class Measure(StrEnum):
    """What is compared."""

    QUANTITY = "quantity"
    GROSS = "gross_revenue"
    DEDUCTIONS = "deductions"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """The terms' share of the reporter's figure, or an amount in `currency`, whichever is more.

    Neither: no difference is tolerated. The amount measures money of its own currency only.
    """

    share: Decimal | None
    amount: Decimal | None
    currency: str

    def limit(
        self, measure: Measure, currency: str, reported: Decimal, *, by_revenue: bool
    ) -> Decimal | None:
        """The largest difference tolerated beside what the reporter has; exact arithmetic is the caller's.

        None, for a quantity: not judged, since the terms name an amount alone and the revenue is compared
        too (`by_revenue`), by which the difference is judged.
        """
        share = abs(reported) * (self.share or ZERO)
        if measure == Measure.QUANTITY:
            return None if self.share is None and self.amount is not None and by_revenue else share
        has_amount = self.amount is not None and currency == self.currency
        return max(share, self.amount) if has_amount else share
