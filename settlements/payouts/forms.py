"""What is asked for when money was moved."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.fields import DayField, PlainNumberField
from portal.money.currencies import CURRENCIES
from settlements.payouts.bank_facts import LONGEST_REFERENCE


class PaidForm(forms.Form):
    day = DayField(label=_("Paid on"), help_text=_("The day on the bank statement."))
    reference = forms.CharField(
        label=_("Bank reference"),
        max_length=LONGEST_REFERENCE,
        help_text=_("As the bank shows it. The partner finds the payment by it."),
    )


class ReturnedForm(forms.Form):
    day = DayField(label=_("Returned on"), help_text=_("The day on the bank statement."))
    reference = forms.CharField(
        label=_("Bank reference"), max_length=LONGEST_REFERENCE, help_text=_("As the bank shows it.")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, help_text=_("As the bank says it. The partner reads it, too.")
    )


class ReceivedForm(forms.Form):
    amount = PlainNumberField(
        label=_("Amount that arrived"),
        help_text=_("At most what is due. After a part the rest stays due."),
    )
    day = DayField(label=_("Received on"), help_text=_("The day on the bank statement."))
    reference = forms.CharField(
        label=_("Bank reference"), max_length=LONGEST_REFERENCE, help_text=_("As the bank shows it.")
    )

    def clean_amount(self) -> Decimal:
        return Decimal(self.cleaned_data["amount"])


class PrepareForm(forms.Form):
    """When the bank is to pay, and what of what is unpaid."""

    pay_date = DayField(
        label=_("To be paid on"), required=False, help_text=_("Today, unless you choose a later day.")
    )
    due_until = DayField(
        label=_("Everything due until"),
        required=False,
        help_text=_("The day to pay, unless you choose a day. Where an agreement names no day, it is due."),
    )
    also_later = forms.BooleanField(label=_("Also what is due later"), required=False)


class DueForm(forms.Form):
    """By when; empty: in 30 days."""

    due_date = DayField(
        label=_("Due on"), required=False, help_text=_("In 30 days, unless you choose a day.")
    )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The partner reads it, too."),
    )


class TwoApproversForm(forms.Form):
    currency = forms.ChoiceField(
        label=_("Currency"), choices=lambda: [("", ""), *((code, code) for code in sorted(CURRENCIES))]
    )
    amount = PlainNumberField(
        label=_("Amount"),
        required=False,
        help_text=_("Left empty: one approver is enough, whatever is paid."),
    )
