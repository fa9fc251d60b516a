"""What to try: which terms, over how many periods, at which volume."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.fields import PercentField
from agreements.models import Version
from portal.web import formats
from settlements.engine.exact import exact_arithmetic

SPANS = (1, 3, 12)
_MOST = Decimal(10)


class WhatIfForm(forms.Form):
    version = forms.TypedChoiceField(label=_("Terms to try"), coerce=int)
    periods = forms.TypedChoiceField(
        label=_("Over the last settled periods"),
        coerce=int,
        choices=[(span, str(span)) for span in SPANS],
        initial=12,
    )
    volume = PercentField(
        label=_("Volume"),
        required=False,
        help_text=_("In percent of what it was. Empty: 100, the real usage."),
    )

    def __init__(self, *args, versions: list[Version], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {version.number: version for version in versions}
        self.fields["version"].choices = [(version.number, _name(version)) for version in versions]
        self.fields["periods"].choices = [(span, formats.exact(span)) for span in SPANS]

    def clean_volume(self) -> Decimal:
        text = self.cleaned_data["volume"]
        factor = Decimal(1) if text is None else Decimal(text)
        with exact_arithmetic():
            if not 0 < factor <= _MOST:
                raise forms.ValidationError(gettext("Choose more than 0 and at most 1000 percent."), "range")
        return factor

    def chosen(self) -> Version:
        return self.versions[self.cleaned_data["version"]]


def _name(version: Version) -> str:
    names = {
        "number": version.number,
        "day": formats.day(version.from_date),
        "state": version.get_state_display(),
    }
    return gettext("Version %(number)s, from %(day)s (%(state)s)") % names
