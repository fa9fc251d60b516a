"""Forms of the general ledger's pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.fields import DayField
from portal.money.currencies import CURRENCIES
from settlements.balances.models import Account


def _currencies() -> list[tuple[str, object]]:
    return [("", _("Every currency")), *((code, code) for code in sorted(CURRENCIES))]


class MappingForm(forms.Form):
    account = forms.ChoiceField(label=_("Account of the portal"), choices=Account)
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=_currencies,
        required=False,
        help_text=_("A mapping of one currency goes before that of every currency."),
    )
    code = forms.CharField(
        label=_("Account in your ledger"),
        max_length=40,
        required=False,
        help_text=_("Such as 4400 or 21-300. Leave it empty to take the mapping away."),
        widget=forms.TextInput(attrs={"class": "input-short", "dir": "ltr", "autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Its name there"), max_length=120, required=False)


class RangeForm(forms.Form):
    from_date = DayField(label=_("From"))
    through = DayField(label=_("Up to and including"))
