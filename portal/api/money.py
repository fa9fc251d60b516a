"""Amounts as the API writes them: exact decimals as text, never a binary fraction."""

from decimal import Decimal

from rest_framework import serializers

from portal.money.currencies import exponent


class Money(serializers.Serializer):
    amount = serializers.RegexField(r"^-?[0-9]+(\.[0-9]+)?$")
    currency = serializers.RegexField(r"^[A-Z]{3}$")


def money(amount: Decimal, currency: str) -> dict[str, str]:
    """All its decimals, as many as the currency has at least: `12.30`, `0.000125`."""
    whole, _point, part = f"{amount:f}".partition(".")
    part = part.rstrip("0").ljust(exponent(currency), "0")
    return {"amount": f"{whole}.{part}" if part else whole, "currency": currency}
