"""Forms of licences."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.fields import DayField, scope_choices
from agreements.models import Market


class LicenceForm(forms.Form):
    markets = forms.MultipleChoiceField(
        label=_("Markets"),
        help_text=_("Choose several with Ctrl or Command."),
        widget=forms.SelectMultiple(attrs={"size": 12}),
    )
    from_date = DayField(label=_("From"))
    to_date = DayField(label=_("Until (exclusive)"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["markets"].choices = scope_choices()["market"][1:]

    def clean_markets(self) -> list[Market]:
        return list(Market.objects.filter(code__in=self.cleaned_data["markets"]))
