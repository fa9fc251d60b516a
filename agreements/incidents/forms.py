"""Forms of incidents."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.fields import ScopeFields, scope_choices
from agreements.models import AiModel, Application, Incident, Market
from agreements.obligations.forms import EVIDENCE

LONGEST = 10_000
AT = "%Y-%m-%dT%H:%M"
_ENTRIES = {"application": Application, "model": AiModel, "market": Market}


def _text(label, rows: int, **kwargs) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=LONGEST, widget=widget, **kwargs)


class IncidentForm(ScopeFields):
    """`zone`: in which the time of the discovery is typed."""

    title = forms.CharField(
        label=gettext_lazy("What happened, in a few words"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Incident.Kind)
    severity = forms.ChoiceField(
        label=gettext_lazy("Severity"),
        choices=[("", gettext_lazy("Choose the severity")), *Incident.Severity.choices],
    )
    discovered_at = forms.CharField(
        label=gettext_lazy("Discovered"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    text = _text(gettext_lazy("What happened, as far as it is known"), 8)
    measures = _text(gettext_lazy("What was done so far"), 4, required=False)

    field_order = ("title", "kind", "severity", "discovered_at", "text", "measures")

    def __init__(self, *args, zone: str, **kwargs) -> None:
        super().__init__(*args, choices=scope_choices(), **kwargs)
        self.zone = ZoneInfo(zone)
        self.fields["discovered_at"].help_text = _("In the time zone of the agreement, %(zone)s.") % {
            "zone": zone
        }

    def clean_discovered_at(self) -> datetime:
        try:
            found = datetime.strptime(self.cleaned_data["discovered_at"], AT).replace(tzinfo=self.zone)
            if not 2000 <= found.year <= 2999:
                raise ValueError(found)
        except ValueError:
            raise forms.ValidationError(
                _("Write the day and time like 2026-10-31T14:30."), "invalid"
            ) from None
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, entry in _ENTRIES.items():
            code = cleaned.get(name)
            cleaned[name] = entry.objects.filter(code=code).first() if code else None
        return cleaned


class MessageForm(forms.Form):
    text = _text(gettext_lazy("Message"), 6)
    file = forms.FileField(label=gettext_lazy("File"), required=False, help_text=EVIDENCE)


class MeasuresForm(forms.Form):
    reason = _text(gettext_lazy("What was done"), 6)
