"""The form of a correction."""

from django import forms
from django.utils.translation import gettext_lazy as _

from settlements.adjustments.amount_field import AmountField
from settlements.corrections.propose_correction import LONGEST

EVIDENCE = _("PDF, PNG, JPG, TXT, CSV or XLSX, at most 20 MB. Both sides can open it.")


class CorrectionForm(forms.Form):
    """`amount` is signed as the statement's own amounts."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was wrong, in a sentence or two. The partner reads it on the next statement."),
    )
    file = forms.FileField(label=_("Evidence"), required=False, help_text=EVIDENCE)

    def __init__(self, *args, currency: str, help_text: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        label = _("Amount in %(currency)s") % {"currency": currency}
        amount = AmountField(currency=currency, label=label, help_text=help_text)
        self.fields = {"amount": amount, **self.fields}
