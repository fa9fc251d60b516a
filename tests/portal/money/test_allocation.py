"""Parts of a sum add up to it, to the minor unit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.money.allocation import allocate, hand_out
from portal.money.amount import Amount

weights = st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any)


@given(units=st.integers(-(10**9), 10**9), weights=weights, currency=st.sampled_from(["USD", "JPY", "KWD"]))
def test_parts_sum_exactly_and_stay_within_a_unit(units, weights, currency):
    total = Amount.from_minor_units(units, currency)
    parts = allocate(total, weights)
    assert Amount.total(parts, currency) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor_units - Fraction(units * weight, sum(weights))) < 1
        assert weight or not part.minor_units


def test_ties_go_to_the_first():
    for dollars, parts in (("1.00", [34, 33, 33]), ("-1.00", [-34, -33, -33])):
        split = allocate(Amount(Decimal(dollars), "USD"), [1, 1, 1])
        assert [part.minor_units for part in split] == parts


def test_the_largest_remainder_is_served_first():
    shares = [Decimal("0.5"), Fraction(3, 10), Decimal("0.2")]
    assert [part.minor_units for part in allocate(Amount.from_minor_units(7, "JPY"), shares)] == [4, 2, 1]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1, 5]])
def test_weights_must_make_a_whole(weights):
    with pytest.raises(ValueError, match="weights"):
        allocate(Amount.zero("USD"), weights)


def test_units_handed_out_by_remainder():
    assert hand_out(2, [1, 5, 3]) == [0, 1, 1]
    assert hand_out(-1, [-1, -5, -3]) == [0, -1, 0]
    assert hand_out(0, [1]) == [0]
    with pytest.raises(ValueError, match="more units"):
        hand_out(2, [1])
