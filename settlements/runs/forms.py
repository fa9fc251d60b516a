"""Forms of the runs' pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from settlements.runs.hindrances import Candidate


class PeriodForm(forms.Form):
    """Which period."""

    label = forms.CharField(
        label=_("Period"),
        max_length=7,
        help_text=_("A month like 2026-10 or a quarter like 2026-Q4."),
        widget=forms.TextInput(attrs={"class": "input-short", "dir": "ltr"}),
    )


class AgreementsForm(forms.Form):
    """Which of the agreements that can be settled."""

    agreements = forms.TypedMultipleChoiceField(
        coerce=int,
        label=_("Agreements"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one agreement.")},
    )

    def __init__(self, *args, candidates: list[Candidate], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.ready = {each.agreement.pk: each.agreement for each in candidates if not each.hindrance}
        self.fields["agreements"].choices = [
            (pk, f"{agreement.number} · {agreement.partner.name}") for pk, agreement in self.ready.items()
        ]
        self.fields["agreements"].initial = list(self.ready)

    def chosen(self) -> list[Agreement]:
        return [self.ready[pk] for pk in self.cleaned_data["agreements"]]
