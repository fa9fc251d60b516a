"""When two claims to a scope meet: every name, every day."""

from datetime import date

import pytest

from agreements.exclusivity.claim import Claim
from portal.periods import DateRange

JAN, MAR, JUN = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)


def claim(application=None, model=None, market=None, start=JAN, end=None) -> Claim:
    return Claim(application, model, market, DateRange(start, end))


@pytest.mark.parametrize(
    "one, other, meet",
    [
        (claim(), claim(), True),
        (claim(market=1), claim(market=1), True),
        (claim(market=1), claim(market=2), False),
        (claim(market=1), claim(application=5), True),
        (claim(application=5, market=1), claim(application=5, market=2), False),
        (claim(application=5, model=7), claim(model=7, market=1), True),
        (claim(application=5, model=7), claim(application=6, model=7), False),
        (claim(end=MAR), claim(start=MAR), False),
        (claim(end=MAR), claim(start=JAN, end=JUN), True),
        (claim(start=JUN), claim(end=MAR), False),
    ],
)
def test_they_meet_where_some_usage_of_some_day_lies_in_both(one, other, meet):
    assert one.meets(other) is meet
    assert other.meets(one) is meet
