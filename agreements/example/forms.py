"""The volumes a reader tries a rule with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.example.worked_example import Volume, usual_volume
from agreements.fields import PlainNumberField


class ExampleForm(forms.Form):
    example_revenue = PlainNumberField(label=_("Revenue of the period"), required=False)
    example_quantity = PlainNumberField(label=_("Quantity of the period"), required=False)
    example_before = PlainNumberField(
        label=_("Counted before"),
        required=False,
        help_text=_("What earlier periods of the year, quarter or term left."),
    )

    def volume(self) -> Volume:
        """Of a valid form; empty is zero."""
        given = self.cleaned_data
        return Volume(
            revenue=given["example_revenue"] or "0",
            quantity=given["example_quantity"] or "0",
            before=given["example_before"] or "0",
        )


def example_form(rule: dict[str, Any], posted=None) -> ExampleForm:
    """Filled with a usual volume of the rule until somebody types one."""
    usual = usual_volume(rule)
    initial = {"example_revenue": usual.revenue, "example_quantity": usual.quantity, "example_before": "0"}
    if posted is not None and "example_revenue" in posted:
        return ExampleForm(posted)
    return ExampleForm(initial)
