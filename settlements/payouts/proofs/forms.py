"""The file that shows a payment."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ProofForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("The bank's confirmation of the transfer: PDF, picture or text, at most 20 MB."),
    )
