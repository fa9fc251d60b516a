"""The form of an opening: the figures, and a pair of fields for each rule that counts beyond a period."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.fields import DayField, PlainNumberField
from agreements.models import Agreement
from settlements.openings.check_opening import LONGEST_SOURCE, OpeningFault
from settlements.openings.figures import ZERO, Figures


class OpeningForm(forms.Form):
    carried_date = DayField(
        label=_("Settled in the former books up to"),
        help_text=_("The last day of a settlement period. What follows is settled here."),
    )
    balance = PlainNumberField(
        label=_("Balance carried over"),
        help_text=_(
            "What the last statement carried forward: above zero it is owed to the side that is paid, below "
            "zero that side owes it."
        ),
    )
    advance_balance = PlainNumberField(
        label=_("Advance not yet recouped"), required=False, help_text=_("0 if nothing of it is left.")
    )
    guarantee_earned = PlainNumberField(label=_("Earned so far in the guarantee's window"), required=False)
    cap_earned = PlainNumberField(label=_("Counted so far in the cap's window"), required=False)
    source = forms.CharField(
        label=_("Where the figures come from"),
        max_length=LONGEST_SOURCE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example the number of the last statement. The partner reads it too."),
    )

    def __init__(self, *args, agreement: Agreement, terms: list[dict[str, Any]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.currency = agreement.settlement_currency
        counting = {
            rule["id"]
            for version in terms
            for rule in version.get("rate_rules", [])
            if rule.get("accumulate", "period") != "period"
        }
        self.counting = sorted(counting)
        for place, rule in enumerate(self.counting):
            names = {"rule": rule}
            quantity = gettext("Rule %(rule)s: quantity counted so far in its window") % names
            base = gettext("Rule %(rule)s: revenue counted so far in its window") % names
            self.fields[f"quantity_{place}"] = PlainNumberField(label=quantity, required=False)
            self.fields[f"base_{place}"] = PlainNumberField(label=base, required=False)

    def figures(self) -> Figures:
        """What was typed; the form is valid."""
        typed = self.cleaned_data
        return Figures(
            carried_date=typed["carried_date"],
            currency=self.currency,
            balance=Decimal(typed["balance"]),
            advance_balance=None if typed["advance_balance"] is None else Decimal(typed["advance_balance"]),
            guarantee_earned=self._number("guarantee_earned"),
            cap_earned=self._number("cap_earned"),
            counters={
                rule: (self._number(f"quantity_{place}"), self._number(f"base_{place}"))
                for place, rule in enumerate(self.counting)
            },
            source=typed["source"],
        )

    def place_faults(self, faults: list[OpeningFault]) -> None:
        """Each beside its field."""
        for fault in faults:
            name = fault.field
            if fault.rule:
                place = self.counting.index(fault.rule) if fault.rule in self.counting else -1
                name = f"{'quantity' if fault.field == 'quantity' else 'base'}_{place}"
            self.add_error(name if name in self.fields else None, fault.sentence)

    def _number(self, name: str) -> Decimal:
        value = self.cleaned_data[name]
        return ZERO if value is None else Decimal(value)
