"""Dates and times as a partner writes them → days in the agreement's time zone."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from usage.dialects.definition import DayFormat

_PARTS = {"YYYY": r"(?P<year>[0-9]{4})", "MM": r"(?P<month>[0-9]{1,2})", "DD": r"(?P<day>[0-9]{1,2})"}
_TIME = (
    r"[T ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r" ?(?P<offset>Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
SHOWN = {"YYYY": "2026", "MM": "12", "DD": "31"}
REMEMBERED = 20_000


def day_reader(days: DayFormat, *, zone: str, typed: bool = False) -> Callable[[str], str | None]:
    """A function: the day of a cell, ISO 8601, as it is in `zone`; None for what is none in this format.

    Where dialects have no times, a day is that day everywhere. Of an hour that a clock set back shows twice,
    the first is meant; one that a clock set forward leaves out counts as before the change. typed: a cell
    that was no text in its file but a date: ISO 8601 whatever is declared, midnight left away.
    """
    pattern = _pattern(days, typed)
    match = re.compile(pattern).fullmatch
    names = list(re.compile(pattern).groupindex)
    here, there = ZoneInfo(days.zone or zone), ZoneInfo(zone)
    known: dict[tuple, str | None] = {}

    def read(cell: str) -> str | None:
        found = match(cell)
        if found is None:
            return None
        # Seconds move no day: what was asked of a minute is remembered.
        key = found.groups()
        if key not in known:
            if len(known) > REMEMBERED:
                known.clear()
            known[key] = _day(dict(zip(names, key, strict=True)), here, there)
        return known[key]

    return read


def example(days: DayFormat) -> str:
    """How a day of this format looks."""
    shown = days.pattern
    for part, text in SHOWN.items():
        shown = shown.replace(part, text)
    return f"{shown} 14:30:00" if days.time else shown


def _pattern(days: DayFormat, typed: bool) -> str:
    pattern = re.escape("YYYY-MM-DD" if typed else days.pattern)
    fixed = days.pattern == "YYYYMMDD" and not typed
    for part, shape in _PARTS.items():
        pattern = pattern.replace(part, shape.replace("{1,2}", "{2}") if fixed else shape)
    if not days.time:
        return pattern
    return f"{pattern}(?:{_TIME})?" if typed else pattern + _TIME


def _day(parts: dict[str, str | None], here: ZoneInfo, there: ZoneInfo) -> str | None:
    try:
        day = date(int(parts["year"] or 0), int(parts["month"] or 0), int(parts["day"] or 0))
        if "hour" not in parts:
            return day.isoformat()
        clock = time(int(parts["hour"] or 0), int(parts["minute"] or 0))
        zone = _offset(parts["offset"]) if parts["offset"] else here
        return datetime.combine(day, clock, zone).astimezone(there).date().isoformat()
    except (ValueError, OverflowError):
        return None


def _offset(text: str) -> timezone:
    if text in ("Z", "UTC"):
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes > 59:
        raise ValueError(text)
    length = timedelta(hours=hours, minutes=minutes)
    return timezone(-length if text[0] == "-" else length)
