"""What is asked for when a withholding rate is entered."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.fields import DayField, PercentField
from portal.partners.countries import country_choices


class RateForm(forms.Form):
    from_date = DayField(
        label=_("For periods that end from"), help_text=_("Statements already issued stay as they are.")
    )
    country = forms.ChoiceField(label=_("Country of tax residence"), choices=country_choices)
    default_rate = PercentField(
        label=_("Rate without a treaty, in percent"),
        help_text=_("Also used for periods that end after the certificate does."),
    )
    treaty_rate = PercentField(
        label=_("Rate by treaty, in percent"), required=False, help_text=_("Empty: no treaty applies.")
    )
    treaty_until_date = DayField(
        label=_("Certificate is valid until"), required=False, help_text=_("The last day that it covers.")
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        help_text=_("Law, or article of the treaty; both sides read it."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in ("default_rate", "treaty_rate"):
            text = given.get(name)
            given[name] = Decimal(text) if text else None
        return given
