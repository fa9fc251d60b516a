"""What an agreement's statements came to over time, for the bars beside a statement."""

from dataclasses import dataclass
from decimal import Decimal

from portal.web.charts import Bar, bars
from settlements.statements.models import Statement
from settlements.statements.versions import newest_versions

PERIODS = 13
"""A year, and the same month of the year before."""


@dataclass(frozen=True, slots=True)
class Point:
    """One period; `bar` draws what was earned. `current`: the statement the page is about."""

    number: str
    label: str
    earned: Decimal
    net_due: Decimal
    bar: Bar
    current: bool


def trend_of(statement: Statement) -> list[Point]:
    """Up to PERIODS periods that end with the statement's, oldest first, newest versions; of one: none."""
    rows = newest_versions().filter(
        agreement=statement.agreement_id, period__from_date__lte=statement.period.from_date
    )
    rows = rows.order_by("-period__from_date")
    values = list(rows.values_list("number", "period__label", "earned", "net_due")[:PERIODS])[::-1]
    if len(values) < 2:
        return []
    drawn = bars(earned for _number, _label, earned, _net in values)
    return [
        Point(number, label, earned, net_due, bar, number == statement.number)
        for (number, label, earned, net_due), bar in zip(values, drawn, strict=True)
    ]
