"""Forms of the exchange rates' pages."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.fields import DayField, PlainNumberField
from portal.money.currencies import CURRENCIES

LARGEST_FILE = 20 * 1024 * 1024


def _currencies() -> list[tuple[str, str]]:
    return [("", ""), *((code, code) for code in sorted(CURRENCIES))]


class ReasonForm(forms.Form):
    """Why something is done; kept in the audit trail."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class RateForm(forms.Form):
    base = forms.ChoiceField(label=_("One unit of"), choices=_currencies)
    quote = forms.ChoiceField(
        label=_("costs so much in"),
        choices=_currencies,
        help_text=_("The settlement currency of the agreements it is for. It serves this pair only."),
    )
    rate = PlainNumberField(
        label=pgettext_lazy("currency", "Rate"), help_text=_("At most 15 decimals, such as 0.031245.")
    )
    date = DayField(label=_("On"))
    reason = forms.CharField(
        label=_("Reason and source"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where the rate comes from and why it is needed. Kept with it for good."),
    )

    def clean_rate(self) -> Decimal:
        return Decimal(self.cleaned_data["rate"])


class EcbFileForm(forms.Form):
    file = forms.FileField(
        label=_("Rate file of the ECB"),
        help_text=_("eurofxref-hist.csv or its zip. Days known already are left as they are."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.zip,.gz"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("This file is larger than 20 MB. The ECB's is much smaller."))
        return file
