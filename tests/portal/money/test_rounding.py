"""Rounding at a currency's minor unit."""

from decimal import Decimal
from fractions import Fraction

import pytest

from portal.money.currencies import CURRENCIES, exponent, is_currency
from portal.money.rounding import round_decimals, round_fraction, round_money


@pytest.mark.parametrize(
    ("value", "even", "up"),
    [
        ("0.5", 0, 1),
        ("1.5", 2, 2),
        ("2.5", 2, 3),
        ("-0.5", 0, -1),
        ("-2.5", -2, -3),
        ("2.4", 2, 2),
        ("-2.6", -3, -3),
    ],
)
def test_a_half_goes_to_the_even_one_or_away_from_zero(value, even, up):
    assert (round_fraction(Fraction(value)), round_fraction(Fraction(value), "half_up")) == (even, up)
    assert round_decimals(Decimal(value), 0) == even
    assert round_decimals(Fraction(value), 0, "half_up") == up


def test_rounded_zero_has_no_sign():
    assert str(round_decimals(Decimal("-0.001"), 2)) == "0.00"
    assert str(round_decimals(Fraction(-1, 1000), 2)) == "0.00"


def test_a_long_number_keeps_all_its_digits():
    value = Decimal("9" * 40 + ".005")
    assert str(round_money(value, "USD")) == "9" * 40 + ".00"
    assert str(round_money(value, "USD", "half_up")) == "9" * 40 + ".01"


@pytest.mark.parametrize(
    ("currency", "text"), [("USD", "1.23"), ("JPY", "1"), ("KWD", "1.235"), ("CLF", "1.2346")]
)
def test_each_currency_has_its_decimals(currency, text):
    assert str(round_money(Decimal("1.23456"), currency)) == text
    assert str(round_money(Fraction(123456, 100000), currency)) == text


def test_the_exponents_of_iso_4217():
    assert {code for code in CURRENCIES if exponent(code) == 0} == set(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()  # noqa: SIM905
    )
    assert {code for code in CURRENCIES if exponent(code) == 3} == {
        "BHD",
        "IQD",
        "JOD",
        "KWD",
        "LYD",
        "OMR",
        "TND",
    }
    assert {code for code in CURRENCIES if exponent(code) == 4} == {"CLF", "UYW"}
    assert exponent("XTS") == 2


def test_the_codes():
    assert is_currency("EUR")
    assert not is_currency("EURO")
    assert not is_currency("ZZZ")
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)
