"""Forms of deployments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.fields import DayField, scope_choices
from agreements.models import AiModel, Application, Market
from agreements.models.catalogue import code_validator

KINDS = {"application": Application, "model": AiModel, "market": Market}


class ScopeForm(forms.Form):
    """One application, one model, one market."""

    application = forms.ChoiceField(label=_("Application"))
    model = forms.ChoiceField(label=_("Model"))
    market = forms.ChoiceField(label=_("Market"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in scope_choices().items():
            self.fields[name].choices = [("", "–"), *choices[1:]]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for name, kind in KINDS.items():
            if given.get(name):
                given[name] = kind.objects.get(code=given[name])
        return given


class DeploymentForm(ScopeForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        validators=[code_validator],
        help_text=_(
            "Your own name for it. Usage files may name it instead of application, model and market."
        ),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    from_date = DayField(label=_("Live from"))
    to_date = DayField(label=_("Until (exclusive)"), required=False)
    field_order = ("code", "application", "model", "market", "from_date", "to_date")


class ReclassifyForm(ScopeForm):
    from_date = DayField(label=_("From"), help_text=_("The first day on which it is that."))
