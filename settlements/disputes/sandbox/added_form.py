"""Usage that no row of the statement has, for a dispute about what is missing."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.fields import PlainNumberField, scope_choices, unit_choices
from settlements.disputes.sandbox.changes import ADDED, ADDED_PLACE, Change, Document


class AddedForm(forms.Form):
    """Where and how much, or nothing at all. `changes()` after `is_valid`."""

    prefix = "added"
    application = forms.ChoiceField(label=_("Application"), required=False)
    model = forms.ChoiceField(label=_("Model"), required=False)
    market = forms.ChoiceField(label=_("Market"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    added_quantity = PlainNumberField(label=_("Quantity"), required=False)
    added_revenue = PlainNumberField(label=_("Gross revenue"), required=False)

    def __init__(self, given: Mapping[str, Any], *, document: Document) -> None:
        super().__init__(given)
        known = {bucket["currency"] for bucket in document["usage"]}
        known |= {rate["currency"] for rate in document.get("fx_rates", [])}
        currencies = sorted(known | {document["agreement"]["settlement_currency"]})
        choices = {**scope_choices(), "unit": unit_choices(), "currency": [("", "")]}
        choices["currency"] += [(each, each) for each in currencies]
        for name, options in choices.items():
            self.fields[name].choices = [("", "–"), *options[1:]]

    @property
    def filled(self) -> bool:
        return any(self.data.get(self.add_prefix(name)) for name in self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if any(cleaned.get(name) for name in ADDED):
            for name in ADDED_PLACE:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, gettext("Say where the usage was, to add it."))
        elif self.filled and not self.errors:
            self.add_error("added_revenue", gettext("Say how much is missing, or clear the fields above."))
        return cleaned

    def changes(self) -> list[Change]:
        place = tuple(self.cleaned_data[name] for name in ADDED_PLACE)
        figures = {name: self.cleaned_data[name] for name in ADDED}
        return [Change(name, place, to) for name, to in figures.items() if to and Decimal(to)]
