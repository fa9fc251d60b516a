"""Forms of the registers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.fields import DayField, scope_choices
from agreements.models import Agreement, AiModel
from portal.partners.countries import country_choices

_AUTO = {"dir": "auto"}


def _line(label, longest: int, **kwargs) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.TextInput(attrs=_AUTO), **kwargs)


class SubprocessorForm(forms.Form):
    name = _line(_("Company"), 200)
    country = forms.ChoiceField(label=_("Country"))
    purpose = _line(_("What it does for you"), 500)
    from_date = DayField(label=_("From"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = country_choices()


class DerivativeForm(forms.Form):
    name = _line(_("Name"), 200)
    base_model = forms.ChoiceField(label=_("Made out of"))
    owner_party = forms.ChoiceField(label=_("Belongs to"), choices=Agreement.Party)
    licence = _line(_("Licence"), 200)
    permitted_use = forms.CharField(
        label=_("Permitted use"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3, **_AUTO})
    )
    from_date = DayField(label=_("From"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base_model"].choices = scope_choices()["model"][1:]

    def clean_base_model(self) -> AiModel:
        return AiModel.objects.get(code=self.cleaned_data["base_model"])


class EndForm(forms.Form):
    to_date = DayField(label=_("No more from"), help_text=_("The first day on which it no longer holds."))
