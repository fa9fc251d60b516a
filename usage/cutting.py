"""Where a period's buckets are cut (FORMULA section 2)."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from agreements.cut_days import cut_days, daily_currencies_needed
from portal.money.currencies import CURRENCIES
from usage.models import Period


@dataclass(frozen=True, slots=True)
class Cutting:
    """Days on which buckets are cut, and the currencies whose buckets are single days."""

    days: tuple[date, ...]
    daily_currencies: frozenset[str]

    @property
    def fingerprint(self) -> str:
        """SHA-256, hex: equal where buckets are cut alike."""
        parts = [[day.isoformat() for day in self.days], sorted(self.daily_currencies)]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def cutting_of(*, period: Period) -> Cutting:
    """As the terms approved by now have it."""
    span = {"agreement": period.agreement, "from_date": period.from_date, "to_date": period.to_date}
    daily = daily_currencies_needed(**span)
    foreign = CURRENCIES - {period.agreement.settlement_currency}
    return Cutting(tuple(cut_days(**span)), foreign if daily else frozenset())
