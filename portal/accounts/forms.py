"""What a person chooses about their own account."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.refused import Refused
from portal.web.plain_text import plain_text


def _languages():
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=_languages)


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(label=_("Theme"), choices=User._meta.get_field("theme").choices)


class PreferencesForm(LanguageForm, ThemeForm):
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As your colleagues will see it."))
    field_order = ["name", "language", "theme"]
    language = forms.ChoiceField(
        label=_("Language"), choices=_languages, help_text=_("Of the pages and of e-mails to you.")
    )
    theme = forms.ChoiceField(
        label=_("Theme"), choices=User._meta.get_field("theme").choices, widget=forms.RadioSelect
    )

    def clean_name(self) -> str:
        """Others read it in mails: no line ends, nothing unseen."""
        try:
            return plain_text(name=self.cleaned_data["name"])["name"]
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from None
