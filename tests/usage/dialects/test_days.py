"""Dates and times as partners write them, and the day they are where the agreement lives."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from usage.dialects.days import day_reader, example
from usage.dialects.definition import PATTERNS, DayFormat

GERMAN, AMERICAN = DayFormat(pattern="DD.MM.YYYY"), DayFormat(pattern="MM/DD/YYYY")
COMPACT = DayFormat(pattern="YYYYMMDD")
UTC_TIMES = DayFormat(pattern="YYYY-MM-DD", time=True, zone="UTC")
BERLIN_TIMES = DayFormat(pattern="DD.MM.YYYY", time=True, zone="Europe/Berlin")


@pytest.mark.parametrize(
    "format, written, day",
    [
        (GERMAN, "31.12.2026", "2026-12-31"),
        (GERMAN, "1.2.2026", "2026-02-01"),
        (GERMAN, "31.02.2026", None),
        (GERMAN, "2026-12-31", None),  # another format is not guessed
        (GERMAN, "12/31/2026", None),
        (GERMAN, "31.12.26", None),
        (GERMAN, "31.12.2026 10:00", None),
        (AMERICAN, "05/07/2026", "2026-05-07"),
        (AMERICAN, "31/12/2026", None),
        (COMPACT, "20261231", "2026-12-31"),
        (COMPACT, "2026123", None),
        (GERMAN, "", None),
        (GERMAN, "00.00.0000", None),
    ],
)
def test_a_date_is_read_as_declared_or_not_at_all(format, written, day):
    assert day_reader(format, zone="UTC")(written) == day


@pytest.mark.parametrize(
    "format, written, zone, day",
    [
        # The trap of the notes: the offset counts, it is not dropped.
        (UTC_TIMES, "2026-05-01T23:59:59-08:00", "UTC", "2026-05-02"),
        (UTC_TIMES, "2026-05-01 23:30:00", "Europe/Berlin", "2026-05-02"),
        (UTC_TIMES, "2026-10-31T20:00:00Z", "Asia/Tokyo", "2026-11-01"),
        (UTC_TIMES, "2026-11-01 03:00", "America/New_York", "2026-10-31"),
        (UTC_TIMES, "2026-11-01 03:00:00.123456 UTC", "America/New_York", "2026-10-31"),
        (BERLIN_TIMES, "01.11.2026 00:30", "UTC", "2026-10-31"),
        (BERLIN_TIMES, "01.11.2026 00:30+0000", "UTC", "2026-11-01"),
        (UTC_TIMES, "2026-05-01", "UTC", None),
        (UTC_TIMES, "2026-05-01 24:00", "UTC", None),
        (UTC_TIMES, "2026-05-01 10:00 PST", "UTC", None),
        (UTC_TIMES, "9999-12-31 23:00-10:00", "Asia/Tokyo", None),
    ],
)
def test_a_time_becomes_the_day_it_is_where_the_agreement_lives(format, written, zone, day):
    assert day_reader(format, zone=zone)(written) == day


def test_of_an_hour_that_comes_twice_the_first_is_meant():
    """25 October 2026, 2:30 in Berlin: first at 0:30 UTC, again at 1:30 UTC. In a zone where midnight lies
    between them, the day tells which was taken."""
    read = day_reader(BERLIN_TIMES, zone="Atlantic/Azores")  # UTC-0 in summer, UTC-1 from 1:00 UTC on
    assert read("25.10.2026 02:30") == "2026-10-25"
    read = day_reader(BERLIN_TIMES, zone="Etc/GMT+1")  # UTC-1: 0:30 UTC is still the day before
    assert read("25.10.2026 02:30") == "2026-10-24"


def test_an_hour_that_is_left_out_is_reckoned_as_before_the_change():
    """29 March 2026, 2:30 in Berlin does not exist: 1:30 UTC by the winter's clock."""
    assert day_reader(BERLIN_TIMES, zone="Etc/GMT+1")("29.03.2026 02:30") == "2026-03-29"
    assert day_reader(BERLIN_TIMES, zone="Etc/GMT+2")("29.03.2026 02:30") == "2026-03-28"


def test_a_date_that_is_no_text_has_its_own_form():
    typed = day_reader(GERMAN, zone="UTC", typed=True)
    assert (typed("2026-12-31"), typed("31.12.2026"), typed("2026-12-31 13:00:00")) == (
        "2026-12-31",
        None,
        None,
    )
    # Midnight in Berlin, which a workbook writes as a date alone, is the evening before in London.
    assert day_reader(BERLIN_TIMES, zone="Europe/London", typed=True)("2026-12-31") == "2026-12-30"


PYTHON = {"YYYY": "%Y", "MM": "%m", "DD": "%d"}


@given(st.dates(min_value=date(1900, 1, 1)), st.sampled_from(PATTERNS))
def test_every_day_is_read_back_from_every_pattern(day, pattern):
    written = pattern
    for part, text in (("YYYY", f"{day.year:04}"), ("MM", f"{day.month:02}"), ("DD", f"{day.day:02}")):
        written = written.replace(part, text)
    assert day_reader(DayFormat(pattern=pattern), zone="UTC")(written) == day.isoformat()


@given(
    st.integers(min_value=315_532_800, max_value=3_471_292_800),
    st.sampled_from(["UTC", "Asia/Tokyo", "America/New_York", "Asia/Kolkata", "Pacific/Apia"]),
)
def test_every_instant_falls_on_the_day_that_python_says(seconds, zone):
    instant = datetime.fromtimestamp(seconds, UTC)
    read = day_reader(UTC_TIMES, zone=zone)(f"{instant:%Y-%m-%d %H:%M:%S}")
    assert read == instant.astimezone(ZoneInfo(zone)).date().isoformat()


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("time", [False, True])
def test_the_example_shown_is_one(pattern, time):
    format = DayFormat(pattern=pattern, time=time)
    assert day_reader(format, zone="UTC")(example(format)) == "2026-12-31"
