"""Take in the ECB's reference rates."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from django.db import transaction

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from settlements.fx.ecb_file import EcbRate, read_ecb_file
from settlements.fx.models import FxRate

EURO = "EUR"


@dataclass(frozen=True, slots=True)
class Difference:
    """The portal keeps `kept`; the file says `found`."""

    quote: str
    date: date
    kept: Decimal
    found: Decimal


@dataclass(frozen=True, slots=True)
class EcbImport:
    """What an import did. `differences` were left as they are: a rate in use is never changed silently."""

    added: int
    unchanged: int
    differences: list[Difference] = field(default_factory=list)
    last_date: date | None = None


@transaction.atomic
def import_ecb_rates(*, file: BinaryIO, by: User | None = None, from_date: date | None = None) -> EcbImport:
    """Add the rates of eurofxref-hist.csv (plain, zip, gzip) dated `from_date` or later; safe to repeat.

    Raises Refused (`bad_rate_file`) without having added anything.
    """
    rates = [rate for rate in read_ecb_file(file) if from_date is None or rate.date >= from_date]
    if not rates:
        return EcbImport(added=0, unchanged=0)
    first, last = min(rate.date for rate in rates), max(rate.date for rate in rates)
    known = _known(first, last)
    new = [rate for rate in rates if (rate.quote, rate.date) not in known]
    differences = [
        Difference(rate.quote, rate.date, known[rate.quote, rate.date], rate.rate)
        for rate in rates
        if known.get((rate.quote, rate.date), rate.rate) != rate.rate
    ]
    FxRate.objects.bulk_create(
        [_row(rate, by) for rate in new],
        batch_size=5000,
        ignore_conflicts=True,
    )
    outcome = EcbImport(len(new), len(rates) - len(new) - len(differences), differences, last)
    if new:
        currencies = sorted({EURO, *(rate.quote for rate in rates)})
        days = [rate.date for rate in new]
        put_event(event="fx_rates.imported", args=[currencies, min(days), max(days)])
    if new or differences:
        record_event(event="fx_rates.imported", subject="ECB", actor=by, details=_details(outcome, first))
    return outcome


def _known(first: date, last: date) -> dict[tuple[str, date], Decimal]:
    rows = FxRate.objects.filter(source=FxRate.Source.ECB, date__range=(first, last))
    return {(quote, day): rate for quote, day, rate in rows.values_list("quote", "date", "rate")}


def _row(rate: EcbRate, by: User | None) -> FxRate:
    return FxRate(
        base=EURO, quote=rate.quote, date=rate.date, rate=rate.rate, source=FxRate.Source.ECB, entered_by=by
    )


def _details(outcome: EcbImport, first: date) -> dict:
    return {
        "added": outcome.added,
        "from": first.isoformat(),
        "to": outcome.last_date.isoformat(),
        "differences": [
            {
                "currency": each.quote,
                "date": each.date.isoformat(),
                "kept": str(each.kept),
                "found": str(each.found),
            }
            for each in outcome.differences[:50]
        ],
    }
