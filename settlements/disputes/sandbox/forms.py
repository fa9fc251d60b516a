"""The facts of disputed lines, each in a field that holds what was issued."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.fields import PercentField, PlainNumberField, percent_of_share
from settlements.disputes.sandbox.changes import Change
from settlements.disputes.sandbox.facts import Fact, Facts

LABELS = {
    "quantity": _("Quantity"),
    "gross_revenue": _("Gross revenue"),
    "deductions": _("Deductions"),
    "rate": _("Rate"),
    "up_to": _("Up to"),
    "flat": _("Flat fee"),
    "uplift": _("Uplift"),
    "points": _("Points"),
    "amount": _("Credit"),
}


class FactsForm(forms.Form):
    """An empty field stays as issued. `changes()` after `is_valid`."""

    def __init__(self, given: Mapping[str, Any], *, facts: Facts) -> None:
        self.facts = {fact.name: fact for fact in facts}
        typed = {name: given.get(name) or _as_typed(fact) for name, fact in self.facts.items()}
        super().__init__(typed)
        for name, fact in self.facts.items():
            kind = PercentField if fact.percent else PlainNumberField
            self.fields[name] = kind(label=LABELS[fact.change.fact])

    def changes(self) -> list[Change]:
        return [
            replace(fact.change, to=self.cleaned_data[name])
            for name, fact in self.facts.items()
            if Decimal(self.cleaned_data[name]) != Decimal(fact.change.to)
        ]


def asked_in(given: Mapping[str, Any], facts: Facts) -> bool:
    return any(fact.name in given for fact in facts)


def _as_typed(fact: Fact) -> str:
    return percent_of_share(Decimal(fact.change.to)) if fact.percent else fact.change.to
