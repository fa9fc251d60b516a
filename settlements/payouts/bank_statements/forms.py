"""What is asked for about the bank's statements."""

from django import forms
from django.utils.translation import gettext_lazy as _

from settlements.payouts.bank_statements.candidates import Candidate


class StatementForm(forms.Form):
    file = forms.FileField(
        label=_("Statement of the bank"),
        help_text=_(
            "A camt.053 file (XML), unpacked, at most 20 MB. It is kept encrypted until it is read, then "
            "dropped."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,.camt,.c53,application/xml,text/xml"}),
        allow_empty_file=True,
    )


class MatchForm(forms.Form):
    """`found`: what it may be matched with."""

    number = forms.ChoiceField(label=_("It is"), widget=forms.RadioSelect)

    def __init__(self, *args, found: list[Candidate], **options) -> None:
        super().__init__(*args, **options)
        self.fields["number"].choices = [(each.number, _shown(each)) for each in found]


class SetAsideForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What this booking is. Whoever checks the account later reads it."),
    )


def _shown(candidate: Candidate) -> str:
    return " · ".join(text for text in (candidate.number, candidate.words) if text)
