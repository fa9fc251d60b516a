"""Amounts are exact, and never meet another currency."""

from decimal import Decimal
from fractions import Fraction

import pytest

from portal.money.amount import Amount, CurrencyMismatch


def usd(value: str) -> Amount:
    return Amount(Decimal(value), "USD")


def test_sums_are_exact_beyond_any_context():
    long = usd("123456789012345678901234567890.12")
    assert long + usd("0.0000000000000000000000000001") - long == usd("0.0000000000000000000000000001")
    assert -long + long == usd("0.00")
    assert abs(-long) == long


def test_currencies_never_mix():
    euro = Amount(Decimal(1), "EUR")
    for act in (
        lambda: usd("1") + euro,
        lambda: usd("1") - euro,
        lambda: usd("1") < euro,
        lambda: usd("1") >= euro,
    ):
        with pytest.raises(CurrencyMismatch, match="USD meets EUR"):
            act()
    assert usd("1") != euro
    with pytest.raises(TypeError):
        usd("1") + 1


def test_comparisons():
    assert usd("1") < usd("2") <= usd("2.00")
    assert usd("2") > usd("1") >= usd("1.00")
    assert usd("0.01")
    assert not Amount.zero("USD")


@pytest.mark.parametrize("value", [1, 1.5, "1", Decimal("NaN"), Decimal("Infinity")])
def test_only_a_finite_decimal_makes_an_amount(value):
    with pytest.raises(TypeError):
        Amount(value, "USD")


@pytest.mark.parametrize(
    ("currency", "units", "text"),
    [("USD", 1230, "12.30"), ("JPY", 7, "7"), ("KWD", -1, "-0.001"), ("CLF", 5, "0.0005")],
)
def test_minor_units_and_json(currency, units, text):
    amount = Amount.from_minor_units(units, currency)
    assert amount.as_json() == {"amount": text, "currency": currency}
    assert amount.minor_units == units
    assert str(amount) == f"{text} {currency}"


def test_json_shows_the_currencys_decimals_and_no_part_of_a_unit():
    assert usd("5").as_json()["amount"] == "5.00"
    assert usd("5.1000").as_json()["amount"] == "5.10"
    with pytest.raises(ValueError, match="not a whole number"):
        usd("0.001").as_json()


def test_rounding_happens_when_asked_for():
    assert usd("0.125").rounded() == usd("0.12")
    assert usd("0.125").rounded("half_up") == usd("0.13")
    assert usd("10.00").times(Fraction(1, 3)) == usd("3.33")
    assert usd("0.50").times(Decimal("0.05"), "half_up") == usd("0.03")


def test_totals():
    assert Amount.total([usd("1.10"), usd("2.20")], "USD") == usd("3.30")
    assert Amount.total([], "JPY") == Amount(Decimal(0), "JPY")
    with pytest.raises(CurrencyMismatch):
        Amount.total([usd("1")], "EUR")
