"""Half-open date ranges, calendar periods by their labels, and the windows sums accumulate over."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

WindowKind = Literal["period", "quarter", "year", "term"]
Span = Literal["month", "quarter"]

_LABEL = re.compile(r"([0-9]{4})-(?:(0[1-9]|1[0-2])|Q([1-4]))")


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days from `start` up to, not including, `end`; `end` None: no end."""

    start: date
    end: date | None

    def __post_init__(self) -> None:
        if self.end is not None and self.start >= self.end:
            raise ValueError(f"the range {self.start} to {self.end} holds no day")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def covers(self, other: "DateRange") -> bool:
        return self.start <= other.start and (
            self.end is None or (other.end is not None and other.end <= self.end)
        )

    def overlaps(self, other: "DateRange") -> bool:
        return (self.end is None or other.start < self.end) and (other.end is None or self.start < other.end)

    def clip(self, other: "DateRange") -> "DateRange | None":
        """The days that both have, None where they share none."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.end, other.end) if end is not None]
        return DateRange(max(self.start, other.start), min(ends) if ends else None)

    @property
    def last_day(self) -> date:
        if self.end is None:
            raise ValueError("a range without an end has no last day")
        return self.end - timedelta(days=1)


def month_of(day: date) -> DateRange:
    start = day.replace(day=1)
    return DateRange(start, months_later(start, 1))


def quarter_of(day: date) -> DateRange:
    start = quarter_start(day)
    return DateRange(start, months_later(start, 3))


def calendar_period(span: Span, day: date) -> DateRange:
    """The calendar month or quarter that holds the day."""
    return month_of(day) if span == "month" else quarter_of(day)


def parse_label(label: str) -> DateRange:
    """`2026-10` or `2026-Q4` as its range; anything else, or a year without neighbours: ValueError."""
    match = _LABEL.fullmatch(label)
    if match is None or match[1] in {"0000", "0001", "9999"}:
        raise ValueError(f"{label!r} is no period; write 2026-10 or 2026-Q4")
    year = int(match[1])
    if match[2]:
        return month_of(date(year, int(match[2]), 1))
    return quarter_of(date(year, 3 * int(match[3]) - 2, 1))


def label_of(period: DateRange) -> str:
    """The label of a whole calendar month or quarter; any other range raises ValueError."""
    if period == month_of(period.start):
        return period.start.isoformat()[:7]
    if period == quarter_of(period.start):
        return f"{period.start.isoformat()[:4]}-Q{(period.start.month + 2) // 3}"
    raise ValueError(f"{period.start} to {period.end} is neither a calendar month nor a quarter")


def span_of(label: str) -> Span:
    """How long the period of a label is."""
    return "quarter" if "Q" in label else "month"


def next_period(period: DateRange) -> DateRange:
    """The calendar month after a month, the quarter after a quarter."""
    return calendar_period(_span_of(period), period.last_day + timedelta(days=1))


def previous_period(period: DateRange) -> DateRange:
    return calendar_period(_span_of(period), period.start - timedelta(days=1))


def quarter_start(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def year_start(day: date) -> date:
    return day.replace(month=1, day=1)


def window_start(kind: WindowKind, day: date, *, period_start: date, term_start: date) -> date:
    """First day of the window that holds the day (FORMULA section 4); calendar quarter and year."""
    if kind == "quarter":
        return quarter_start(day)
    if kind == "year":
        return year_start(day)
    return period_start if kind == "period" else term_start


def _span_of(period: DateRange) -> Span:
    return span_of(label_of(period))


def months_later(first: date, months: int) -> date:
    """The first day of the month that many months later."""
    year, month = divmod(first.month - 1 + months, 12)
    return date(first.year + year, month + 1, 1)
