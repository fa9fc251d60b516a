"""What is asked for when money was moved."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.fields import DayField, PlainNumberField
from portal.money.currencies import CURRENCIES
from settlements.adjustments.amount_field import AmountField, amount_text
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


class ReceiptForm(forms.Form):
    """What arrived; `due` stands there to begin with."""

    day = DayField(label=_("Received on"), help_text=_("The day on the bank statement."))
    reference = forms.CharField(
        label=_("Bank reference"), max_length=LONGEST_REFERENCE, help_text=_("As the bank shows it.")
    )

    def __init__(self, *args, currency: str, due: Decimal, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        amount = AmountField(
            currency=currency,
            label=_("Amount in %(currency)s") % {"currency": currency},
            initial=amount_text(due, currency),
            help_text=_("What arrived, also where it is only a part of what is due."),
        )
        self.fields = {"amount": amount, **self.fields}


class ProofForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("For example the transfer's confirmation: PDF, PNG or JPG, at most 10 MB."),
    )


class SentBackForm(forms.Form):
    day = DayField(label=_("Sent back on"), help_text=_("The day on the bank statement."))
    reference = forms.CharField(
        label=_("Bank reference"), max_length=LONGEST_REFERENCE, help_text=_("As the bank shows it.")
    )


class PayDateForm(forms.Form):
    """When the bank is to pay; empty: today."""

    pay_date = DayField(label=_("To be paid on"), required=False)
    pay_date.widget.attrs["aria-describedby"] = "day-help"


class DueForm(forms.Form):
    """By when; empty: in 30 days."""

    due_date = DayField(label=_("Due on"), required=False)
    due_date.widget.attrs["aria-describedby"] = "day-help"


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
