"""What is asked for when money that was paid too much goes somewhere."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.fields import DayField
from portal.web import formats
from settlements.payouts.bank_facts import LONGEST_REFERENCE
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.sums import total_of
from settlements.payouts.surplus.surplus_shown import requests_to_use_it_for
from settlements.payouts.what_is_due import what_is_due


class _RequestChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Remittance) -> str:
        names = {
            "number": obj.number,
            "due": formats.money(_due(obj), obj.currency),
            "day": formats.day(obj.due_date),
        }
        return _("%(number)s: %(due)s due on %(day)s") % names


class UseForm(forms.Form):
    onto = _RequestChoice(
        queryset=Remittance.objects.none(), label=_("Request"), empty_label=None, to_field_name="number"
    )

    def __init__(self, *args, receipt: RemittanceReceipt, **options) -> None:
        super().__init__(*args, **options)
        self.fields["onto"].queryset = requests_to_use_it_for(receipt)


class SentBackForm(forms.Form):
    day = DayField(label=_("Sent back on"), help_text=_("The day on the bank statement."))
    reference = forms.CharField(
        label=_("Bank reference"), max_length=LONGEST_REFERENCE, help_text=_("As the bank shows it.")
    )


def _due(remittance: Remittance) -> Decimal:
    return total_of(part.due for part in what_is_due(remittance))
