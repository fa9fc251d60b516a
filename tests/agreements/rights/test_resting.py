"""Days without those on which a right rests."""

from datetime import date

import pytest

from agreements.exclusivity.resting import without
from portal.periods import DateRange


def september(first: int, end: int | None) -> DateRange:
    return DateRange(date(2026, 9, first), end and date(2026, 9, end))


@pytest.mark.parametrize(
    "taken, left",
    [
        ([], [(10, 20)]),
        ([(1, 5)], [(10, 20)]),
        ([(25, None)], [(10, 20)]),
        ([(5, 12)], [(12, 20)]),
        ([(15, None)], [(10, 15)]),
        ([(1, None)], []),
        ([(10, 20)], []),
        ([(16, 18), (12, 14)], [(10, 12), (14, 16), (18, 20)]),
        ([(12, 18), (14, 16)], [(10, 12), (18, 20)]),
    ],
)
def test_what_is_left_of_the_tenth_to_the_twentieth(taken, left):
    found = without(september(10, 20), [september(*each) for each in taken])
    assert found == [september(*each) for each in left]


def test_of_days_without_end():
    assert without(september(10, None), [september(12, 14)]) == [september(10, 12), september(14, None)]
