"""The field for an amount in a currency."""

from decimal import Decimal

from django import forms

from agreements.fields import PlainNumberField
from portal.money.currencies import exponent
from portal.refused import Refused
from settlements.adjustments.check_amount import check_amount


class AmountField(PlainNumberField):
    """An amount in a currency, as a Decimal; empty is None."""

    def __init__(self, *, currency: str, **kwargs) -> None:
        super().__init__(**kwargs)
        self.currency = currency

    def clean(self, value) -> Decimal | None:
        text = super().clean(value)
        if text is None:
            return None
        try:
            check_amount(Decimal(text), self.currency)
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence, refusal.code) from refusal
        return Decimal(text)


def amount_text(amount: Decimal, currency: str) -> str:
    """As people type it: the currency's decimals, no grouping."""
    return f"{amount:.{exponent(currency)}f}"
