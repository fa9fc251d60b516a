"""What is asked about a bank account: the fields of its kind."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.money.currencies import CURRENCIES
from portal.partners.countries import country_choices
from portal.web import formats
from settlements.bank_accounts.check_account import Given
from settlements.bank_accounts.clearing import SYSTEMS
from settlements.bank_accounts.models import BankAccount

Kind = BankAccount.Kind
OF_KIND = {
    Kind.IBAN: ("iban", "bic", "bank_name"),
    Kind.ACCOUNT: ("clearing_system", "clearing_code", "bic", "bank_name", "bank_country", "number"),
}
NUMBERS = ("iban", "number")
"""Never written into a form again once they were sent."""


def _currencies() -> list[tuple[str, str]]:
    return [("", gettext("Choose a currency")), *((code, code) for code in sorted(CURRENCIES))]


def _systems() -> list[tuple[str, str]]:
    named = {code: f"{formats.country(each.country)}: {each.name}" for code, each in SYSTEMS.items()}
    return [
        ("", gettext("Another one: by its BIC")),
        *sorted(named.items(), key=lambda pair: pair[1].casefold()),
    ]


def _number(label, **more) -> forms.CharField:
    """Read from left to right in every language; browsers are not to keep it."""
    widget = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, max_length=60, widget=widget, **more)


def _text(label, most: int, autocomplete: str = "", **more) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": autocomplete} if autocomplete else {})
    return forms.CharField(label=label, max_length=most, widget=widget, **more)


class AccountForm(forms.Form):
    """Which fields may stay empty is said by check_account, in its words."""

    currency = forms.ChoiceField(label=_("Currency"), choices=_currencies)
    iban = _number(_("IBAN"), help_text=_("With or without spaces."))
    clearing_system = forms.ChoiceField(label=_("Country and bank code"), choices=_systems, required=False)
    clearing_code = _number(_("The bank's code"), required=False)
    number = _number(_("Account number"))
    bic = _number(
        _("BIC"), required=False, help_text=_("Leave it empty where the bank is known by the numbers above.")
    )
    bank_name = _text(
        _("Name of the bank"), 140, required=False, help_text=_("Only where it is not known by IBAN or BIC.")
    )
    bank_country = forms.ChoiceField(
        label=_("Country of the bank"),
        choices=country_choices,
        required=False,
        help_text=_("Only where no bank code was chosen."),
    )
    holder = _text(
        _("Account holder"), 140, "organization", help_text=_("As the bank has it, in the same letters.")
    )
    street = _text(_("Street"), 70, required=False)
    building = _text(_("House number"), 16, required=False)
    postal_code = _text(_("Postal code"), 16, "postal-code", required=False)
    town = _text(_("Town"), 35, "address-level2")
    country = forms.ChoiceField(label=_("Country"), choices=country_choices)

    def __init__(self, *args, kind: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        kept = OF_KIND[kind]
        for name in {each for names in OF_KIND.values() for each in names} - set(kept):
            del self.fields[name]

    def given(self) -> Given:
        return Given(kind=self.kind, **self.cleaned_data)

    def place_faults(self, faults: dict[str, str]) -> None:
        for name, sentence in faults.items():
            self.add_error(name if name in self.fields else None, sentence)


class SendForm(forms.Form):
    """What was typed, sealed: neither the page nor a session holds it in the clear."""

    sealed = forms.CharField(widget=forms.HiddenInput)


def initial_of(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in NUMBERS}
