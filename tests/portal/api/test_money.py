"""Amounts as the API writes them."""

from decimal import Decimal

import pytest

from portal.api.money import money


@pytest.mark.parametrize(
    "amount, currency, written",
    [
        ("12.3", "USD", "12.30"),
        ("12.300000000000", "USD", "12.30"),
        ("0.000125", "USD", "0.000125"),
        ("-7", "EUR", "-7.00"),
        ("1200.000", "JPY", "1200"),
        ("0.5", "JPY", "0.5"),
        ("1E+3", "USD", "1000.00"),
        ("100000000000000000000.01", "USD", "100000000000000000000.01"),
    ],
)
def test_exact_and_with_the_currencys_decimals(amount, currency, written):
    assert money(Decimal(amount), currency) == {"amount": written, "currency": currency}
