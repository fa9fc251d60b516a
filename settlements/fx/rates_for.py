"""The exchange rates a settlement is given (FORMULA section 2)."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q, QuerySet

from portal.money.rounding import round_decimals
from settlements.fx.models import FxRate

EURO = "EUR"
DECIMALS = 15
DAYS_BEFORE = timedelta(days=7)


def rates_for(
    *, settlement_currency: str, currencies: Iterable[str], from_date: date, to_date: date
) -> list[dict[str, str]]:
    """FORMULA's `fx_rates` of the period `[from_date, to_date)` and the 7 days before it, sorted.

    A rate turns its currency into the settlement currency. ECB's rates per euro are crossed within one day,
    settlement ÷ foreign, half-even to 15 decimals; a manual rate of the pair and day goes before them.
    """
    foreign = sorted(set(currencies) - {settlement_currency})
    if not foreign:
        return []
    per_euro, manual = _rows(settlement_currency, foreign, from_date - DAYS_BEFORE, to_date)
    rates = []
    for currency in foreign:
        days = {day for day, _ in per_euro} | {day for day, of in manual if of == currency}
        for day in sorted(days):
            entered = manual.get((day, currency))
            crossed = _cross(per_euro, day, settlement_currency, currency)
            rate, source = (entered, "manual") if entered is not None else (crossed, "ECB")
            if rate:
                rates.append(
                    {"currency": currency, "date": day.isoformat(), "rate": _plain(rate), "source": source}
                )
    return rates


def manual_rates(*, from_date: date, to_date: date) -> QuerySet[FxRate]:
    """Those entered by hand that a period `[from_date, to_date)` may be settled with."""
    days = {"date__gte": from_date - DAYS_BEFORE, "date__lt": to_date}
    return FxRate.objects.filter(source=FxRate.Source.MANUAL, withdrawn_at=None, **days)


def _rows(settlement_currency: str, foreign: list[str], first: date, end: date) -> tuple[dict, dict]:
    """ECB's rates per euro by (day, currency), and manual ones of the pairs likewise."""
    ecb = Q(source=FxRate.Source.ECB, base=EURO, quote__in=[settlement_currency, *foreign])
    manual = Q(source=FxRate.Source.MANUAL, base__in=foreign, quote=settlement_currency, withdrawn_at=None)
    rows = FxRate.objects.filter(ecb | manual, date__gte=first, date__lt=end).order_by()
    per_euro: dict[tuple[date, str], Decimal] = {}
    entered: dict[tuple[date, str], Decimal] = {}
    for base, quote, day, rate, source in rows.values_list("base", "quote", "date", "rate", "source"):
        if source == FxRate.Source.ECB:
            per_euro[day, quote] = rate
        else:
            entered[day, base] = rate
    return per_euro, entered


def _cross(per_euro: dict, day: date, settlement_currency: str, currency: str) -> Decimal | None:
    one = Decimal(1)
    settlement = one if settlement_currency == EURO else per_euro.get((day, settlement_currency))
    foreign = one if currency == EURO else per_euro.get((day, currency))
    if settlement is None or foreign is None:
        return None
    return round_decimals(Fraction(settlement) / Fraction(foreign), DECIMALS)


def _plain(rate: Decimal) -> str:
    text = format(rate, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
