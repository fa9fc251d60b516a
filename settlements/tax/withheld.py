"""What tax was withheld in a calendar year, statement by statement, and in sums."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, Sum

from portal.accounts.access import licensor
from portal.accounts.models import Partner
from portal.money.rounding import round_money
from settlements.balances.models import Account, Entry
from settlements.engine.exact import exact_arithmetic
from settlements.payouts.sums import total_of
from settlements.statements.models import Statement


@dataclass(frozen=True, slots=True)
class WithheldTax:
    """Of one statement; `taxed` × `rate` is what was withheld, rounded to the currency."""

    statement: Statement
    day: date
    taxed: Decimal
    rate: Decimal
    withheld: Decimal


@dataclass(frozen=True, slots=True)
class WithheldSum:
    country: str
    partner: Partner
    currency: str
    statements: int
    taxed: Decimal
    withheld: Decimal


def years_of(entries: QuerySet[Entry]) -> list[int]:
    """Those in which something was withheld, newest first."""
    zone = ZoneInfo(licensor().time_zone)
    moments = entries.filter(account=Account.WITHHELD).order_by().values_list("transaction__posted_at")
    return sorted({moment.astimezone(zone).year for (moment,) in moments.distinct()}, reverse=True)


def withheld_in(year: int, entries: QuerySet[Entry]) -> list[WithheldTax]:
    """By the day of issue, where the licensor lives: that is when the books withhold it. Oldest first."""
    zone = ZoneInfo(licensor().time_zone)
    first, end = (datetime(each, 1, 1, tzinfo=zone).astimezone(UTC) for each in (year, year + 1))
    rows = entries.filter(
        account=Account.WITHHELD, transaction__posted_at__gte=first, transaction__posted_at__lt=end
    )
    sums = dict(rows.order_by().values_list("statement").annotate(total=Sum("amount")))
    steps = "result_document__ladder_steps__withholding"
    found = Statement.objects.filter(number__in=[each for each, total in sums.items() if total], version=1)
    documents = dict(found.order_by().values_list("pk", steps))
    statements = found.select_related("agreement", "partner", "period")
    return [
        WithheldTax(
            statement=each,
            day=each.issued_at.astimezone(zone).date(),
            withheld=round_money(sums[each.number].copy_abs(), each.currency),
            **_inputs(documents[each.pk]),
        )
        for each in statements.defer("input_document", "result_document").order_by("issued_at", "pk")
    ]


def _inputs(steps: list[dict]) -> dict[str, Decimal]:
    with exact_arithmetic():
        taxed = Decimal(steps[0]["inputs"]["due"])
        return {"taxed": taxed, "rate": Decimal(steps[0]["inputs"]["withholding_rate"])}


def summed(rows: Iterable[WithheldTax], countries: dict[int, str]) -> list[WithheldSum]:
    """By country of tax residence, partner and currency. `countries`: by statement's id, "" if unknown."""
    groups: dict[tuple[str, str, str], list[WithheldTax]] = defaultdict(list)
    for row in rows:
        of = row.statement
        groups[countries.get(of.pk, ""), of.partner.code, of.currency].append(row)
    return [
        WithheldSum(
            country,
            of[0].statement.partner,
            currency,
            len(of),
            total_of(each.taxed for each in of),
            total_of(each.withheld for each in of),
        )
        for (country, _code, currency), of in sorted(groups.items(), key=lambda item: item[0])
    ]
