"""What is asked for about the bank's statements."""

from django import forms
from django.utils.translation import gettext_lazy as _


class StatementForm(forms.Form):
    file = forms.FileField(
        label=_("Statement of the bank"),
        help_text=_(
            "A camt.053 file (XML), unpacked, at most 20 MB. Kept encrypted until it is read, then dropped."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,.camt,.c53,application/xml,text/xml"}),
        allow_empty_file=True,
    )


class SetAsideForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What this booking is. Whoever checks the account later reads it."),
    )
