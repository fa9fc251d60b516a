"""Amounts as the API writes them: exact decimals as text, never a binary fraction."""

from decimal import Decimal

from rest_framework import serializers


class Money(serializers.Serializer):
    amount = serializers.RegexField(r"^-?[0-9]+(\.[0-9]+)?$")
    currency = serializers.RegexField(r"^[A-Z]{3}$")


def money(amount: Decimal, currency: str) -> dict[str, str]:
    return {"amount": f"{amount:f}", "currency": currency}
