"""Half-open ranges, labels and windows."""

from datetime import date

import pytest

from portal.periods import (
    DateRange,
    calendar_period,
    label_of,
    month_of,
    next_period,
    parse_label,
    previous_period,
    window_start,
)

OCTOBER = DateRange(date(2026, 10, 1), date(2026, 11, 1))
QUARTER = DateRange(date(2026, 10, 1), date(2027, 1, 1))


def test_the_end_is_no_day_of_the_range():
    assert date(2026, 10, 31) in OCTOBER
    assert date(2026, 11, 1) not in OCTOBER
    assert date(2026, 9, 30) not in OCTOBER
    assert OCTOBER.last_day == date(2026, 10, 31)


@pytest.mark.parametrize("end", [date(2026, 10, 1), date(2026, 9, 30)])
def test_a_range_holds_a_day(end):
    with pytest.raises(ValueError, match="holds no day"):
        DateRange(date(2026, 10, 1), end)


def test_an_open_range_has_no_last_day():
    forever = DateRange(date(2026, 10, 1), None)
    assert date(9999, 12, 31) in forever
    with pytest.raises(ValueError, match="no last day"):
        _ = forever.last_day


def test_overlap_cover_and_clip():
    open_term = DateRange(date(2026, 10, 15), None)
    ended = DateRange(date(2026, 1, 1), date(2026, 10, 1))
    assert OCTOBER.overlaps(open_term)
    assert open_term.overlaps(OCTOBER)
    assert not ended.overlaps(OCTOBER)
    assert QUARTER.covers(OCTOBER)
    assert not OCTOBER.covers(QUARTER)
    assert not OCTOBER.covers(open_term)
    assert DateRange(date(2026, 1, 1), None).covers(open_term)
    assert OCTOBER.clip(open_term) == DateRange(date(2026, 10, 15), date(2026, 11, 1))
    assert OCTOBER.clip(ended) is None
    assert open_term.clip(open_term) == open_term


@pytest.mark.parametrize("label", ["2026-10", "2026-Q4", "2024-02", "2026-Q1", "0002-01"])
def test_a_label_is_its_range_and_back(label):
    assert label_of(parse_label(label)) == label


def test_labels():
    assert parse_label("2026-10") == OCTOBER
    assert parse_label("2026-Q4") == QUARTER
    assert parse_label("2026-12").end == date(2027, 1, 1)


@pytest.mark.parametrize(
    "label",
    ["2026", "2026-13", "2026-Q5", "2026-1", "2026-10-01", "26-10", "", "2026-10\n", "٢٠٢٦-10", "0000-01"],
)
def test_what_is_no_label_is_refused(label):
    with pytest.raises(ValueError, match="write 2026-10 or 2026-Q4"):
        parse_label(label)


def test_a_clipped_period_has_no_label():
    with pytest.raises(ValueError, match="neither"):
        label_of(DateRange(date(2026, 10, 1), date(2026, 10, 15)))
    with pytest.raises(ValueError, match="neither"):
        label_of(DateRange(date(2026, 10, 1), None))


def test_next_and_previous():
    assert label_of(next_period(parse_label("2026-12"))) == "2027-01"
    assert label_of(previous_period(parse_label("2026-01"))) == "2025-12"
    assert label_of(next_period(QUARTER)) == "2027-Q1"
    assert label_of(previous_period(parse_label("2026-Q1"))) == "2025-Q4"
    assert label_of(previous_period(parse_label("2024-03"))) == "2024-02"


def test_the_period_that_holds_a_day():
    assert calendar_period("month", date(2026, 10, 31)) == OCTOBER == month_of(date(2026, 10, 1))
    assert calendar_period("quarter", date(2026, 12, 31)) == QUARTER


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("period", date(2026, 11, 1)),
        ("quarter", date(2026, 10, 1)),
        ("year", date(2026, 1, 1)),
        ("term", date(2025, 6, 15)),
    ],
)
def test_the_window_that_holds_a_day(kind, start):
    found = window_start(
        kind, date(2026, 11, 20), period_start=date(2026, 11, 1), term_start=date(2025, 6, 15)
    )
    assert found == start
