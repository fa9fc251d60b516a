"""What was open at each month's end, as the journal says."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from agreements.models import Agreement
from portal.accounts.access import licensor
from portal.periods import label_of, month_of
from portal.web.charts import Bar, bars
from settlements.balances.models import Account, Entry
from settlements.engine.exact import exact_arithmetic

MONTHS = 13
"""A year, and the same month of the year before."""
DONE = (Account.PAID, Account.RECEIVED)
OPEN = (Account.PAYABLE, Account.RECEIVABLE, Account.HELD, Account.IN_TRANSIT)


@dataclass(frozen=True, slots=True)
class Month:
    """What became due and what was paid in it, and what was open at its end; `bar` draws that."""

    label: str
    due: Decimal
    paid: Decimal
    open: Decimal
    bar: Bar


@dataclass(frozen=True, slots=True)
class OverTime:
    """One currency in one direction; `payable`: the licensor pays. Months oldest first."""

    currency: str
    payable: bool
    months: list[Month]


def open_over_time(entries: QuerySet[Entry], *, now: datetime) -> list[OverTime]:
    """At most MONTHS months up to the one of `now`, by days where the licensor lives."""
    zone = ZoneInfo(licensor().time_zone)
    rows = entries.filter(account__in=(*OPEN, *DONE)).annotate(
        month=TruncMonth("transaction__posted_at", tzinfo=zone)
    )
    keys = ("currency", "agreement__collected_by", "month", "account")
    sums = rows.order_by(*keys[:3]).values_list(*keys).annotate(total=Sum("amount"))
    found: dict[tuple[str, str], dict[date, list[Decimal]]] = defaultdict(dict)
    with exact_arithmetic():
        for currency, side, month, account, total in sums:
            of_month = found[currency, side].setdefault(month.date(), [Decimal(0), Decimal(0)])
            of_month[account in DONE] += total.copy_negate() if side == Agreement.Party.LICENSOR else total
        return [
            OverTime(
                currency, side == Agreement.Party.LICENSOR, _months(by_month, now.astimezone(zone).date())
            )
            for (currency, side), by_month in found.items()
        ]


def _months(by_month: dict[date, list[Decimal]], today: date) -> list[Month]:
    days = _from_to(min(by_month), today)
    nothing = [Decimal(0), Decimal(0)]
    changes = [by_month.get(day, nothing) for day in days]
    standing = list(accumulate(change for change, _paid in changes))
    drawn = bars(standing[-MONTHS:])
    shown = list(zip(days, changes, standing, strict=True))[-MONTHS:]
    return [
        # What was paid is open no more.
        Month(label_of(month_of(day)), change + paid, paid, standing, bar)
        for (day, (change, paid), standing), bar in zip(shown, drawn, strict=True)
    ]


def _from_to(first: date, last: date) -> list[date]:
    """The first day of each month."""
    whole = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(month // 12, month % 12 + 1, 1) for month in whole]
