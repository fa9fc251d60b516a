"""Exact arithmetic refuses to round, and numbers print in one way only."""

from decimal import Decimal, Inexact
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settlements.engine.exact import (
    exact_arithmetic,
    half_even,
    half_up,
    plain,
    shown,
    shown_quotient,
    sum_of,
)
from settlements.engine.rounding import money, money_text, round_together
from tests.settlements.engine.documents import on_many_inputs
from tests.settlements.engine.oracle_numbers import number, round_half

decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12)


def test_a_division_that_does_not_end_is_refused():
    with exact_arithmetic(), pytest.raises(Inexact):
        Decimal(1) / Decimal(3)


def test_a_sum_of_nothing_is_an_amount_too():
    assert isinstance(sum_of([]), Decimal)
    assert sum_of([]) == 0
    assert sum_of([Decimal("0.10"), Decimal("-0.30")]) == Decimal("-0.20")


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("-0", "0"), ("-0.00", "0"), ("1E+3", "1000"), ("1E-9", "0.000000001"), ("1.500", "1.5")],
)
def test_plain_notation(value, text):
    assert plain(Decimal(value)) == shown(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.000000000000000000005", "0"),
        ("0.000000000000000000015", "0.00000000000000000002"),
        ("-0.000000000000000000004", "0"),
        ("1.99999999999999999999999", "2"),
    ],
)
def test_at_most_twenty_decimals_are_shown(value, text):
    assert shown(Decimal(value)) == text
    assert plain(Decimal(value)) == value


@on_many_inputs
@given(value=decimals)
def test_numbers_print_as_the_oracle_prints_them(value):
    assert shown(value) == number(Fraction(value))
    assert plain(value) == number(Fraction(value), None)


@on_many_inputs
@given(numerator=decimals, denominator=st.decimals(min_value="0.001", max_value=10**6, places=3))
def test_quotients_round_as_fractions_do(numerator, denominator):
    exact = Fraction(numerator) / Fraction(denominator)
    with exact_arithmetic():
        assert half_even(numerator, denominator) == round_half(exact, 0, "half_even")
        assert half_up(numerator, denominator) == round_half(exact, 0, "half_up")
        assert shown_quotient(numerator, denominator) == number(exact)


@pytest.mark.parametrize(
    ("quotient", "even", "up"),
    [
        (("0.6", "1"), 1, 1),
        (("0.5", "1"), 0, 1),
        (("-0.5", "1"), 0, -1),
        (("-0.6", "1"), -1, -1),
        (("0.4", "1"), 0, 0),
        (("3", "2"), 2, 2),
        (("5", "2"), 2, 3),
        (("-5", "2"), -2, -3),
    ],
)
def test_parts_of_a_unit_round_to_their_own_side(quotient, even, up):
    numerator, denominator = map(Decimal, quotient)
    with exact_arithmetic():
        assert (half_even(numerator, denominator), half_up(numerator, denominator)) == (even, up)


def test_a_half_prints_as_a_half():
    with exact_arithmetic():
        assert shown_quotient(Decimal(1), Decimal(2)) == "0.5"
        assert shown_quotient(Decimal(1), Decimal(3)) == "0.33333333333333333333"


@on_many_inputs
@given(parts=st.lists(decimals, min_size=1, max_size=8), mode=st.sampled_from(["half_even", "half_up"]))
def test_parts_rounded_together_add_up_and_move_less_than_a_unit(parts, mode):
    with exact_arithmetic():
        cut, given_units = round_together(parts, Decimal(7), 2, mode)
    total = round_half(sum(Fraction(part) for part in parts) / 7, 2, mode)
    assert Fraction(sum(cut) + sum(given_units)) / 100 == total
    for part, whole, unit in zip(parts, cut, given_units, strict=True):
        assert abs(Fraction(whole + unit) - Fraction(part) * 100 / 7) < 2
        assert unit in (-1, 0, 1)


@pytest.mark.parametrize(
    ("value", "decimals", "text"), [("0", 2, "0.00"), ("-0", 0, "0"), ("5", 3, "5.000"), ("-0.5", 2, "-0.50")]
)
def test_money_shows_its_currencys_decimals(value, decimals, text):
    assert money(Decimal(value), decimals) == text


@pytest.mark.parametrize("text", ["0.00", "7", "-1.23", "0.0000", "-0.05"])
def test_money_with_its_currencys_decimals_prints_as_it_stands(text):
    assert money_text(Decimal(text)) == text


def test_zero_money_carries_no_sign():
    assert [money_text(Decimal(text)) for text in ("-0", "-0.00", "-0.0000")] == ["0", "0.00", "0.0000"]
