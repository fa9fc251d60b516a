"""What is asked about a token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.api.make_token import LONGEST_DAYS
from portal.api.scopes import Scope
from portal.refused import Refused
from portal.web.plain_text import plain_text

DAYS = ((30, _("30 days")), (90, _("90 days")), (LONGEST_DAYS, _("A year")))


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        help_text=_("What program it is for, such as “nightly upload”. The audit trail names it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(label=_("It holds for"), choices=DAYS, coerce=int, initial=90)

    def clean_name(self) -> str:
        """The audit trail shows it: no line ends, nothing unseen."""
        try:
            return plain_text(name=self.cleaned_data["name"])["name"]
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from None
