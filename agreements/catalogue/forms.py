"""Forms of the catalogue."""

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from agreements.access import partners_for_agreements
from agreements.catalogue.entries import KINDS, entries
from agreements.fields import DayField
from agreements.models import Alias, Unit
from agreements.models.catalogue import code_validator
from portal.accounts.models import Partner

# The languages the portal is made in, whether switched on here or not.
OTHER_LANGUAGES = ("de", "id", "ja", "hi", "ar")


class EntryForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        validators=[code_validator],
        help_text=_("As usage files and terms write it. It stays for good."),
    )
    name = forms.CharField(label=_("Name (English)"), max_length=100)

    def __init__(self, *args, kind: str, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if kind == "model":
            self.fields["released_date"] = DayField(label=_("Released on"), required=False)
        if kind == "unit":
            self.fields["subset_of"] = forms.ModelChoiceField(
                Unit.objects.filter(pk__in=entries(user, "unit")),
                label=_("Part of"),
                required=False,
                help_text=_("A part is never added to what it is part of."),
            )
        if kind != "model":
            for language in OTHER_LANGUAGES:
                label = get_language_info(language)["name_local"]
                self.fields[f"name_{language}"] = forms.CharField(
                    label=label, max_length=100, required=False, widget=forms.TextInput({"lang": language})
                )

    def entry(self) -> dict:
        """What `add_entry` takes."""
        given = dict(self.cleaned_data)
        names = {
            language: given.pop(f"name_{language}")
            for language in OTHER_LANGUAGES
            if f"name_{language}" in given
        }
        return {**given, "names": names}


class AliasForm(forms.Form):
    partner = forms.ModelChoiceField(Partner.objects.none(), label=_("Partner"))
    alias = forms.CharField(
        label=_("The partner's own name"),
        max_length=200,
        help_text=_("Exactly as it stands in the partner's files."),
    )
    means = forms.ChoiceField(label=_("Means"))

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners_for_agreements(user)
        self.fields["means"].choices = [
            (
                Alias.Kind(kind).label,
                [(f"{kind}/{row.code}", f"{row} ({row.code})") for row in entries(user, kind)],
            )
            for kind in KINDS
        ]

    def alias_given(self) -> dict:
        """What `add_alias` takes."""
        kind, code = self.cleaned_data["means"].split("/", 1)
        return {
            "partner": self.cleaned_data["partner"],
            "alias": self.cleaned_data["alias"],
            "kind": kind,
            "code": code,
        }
