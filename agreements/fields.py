"""Form fields for exact numbers, days and catalogue codes."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.models import AiModel, Application, Market, Unit
from agreements.models.rules import Scope
from portal.web import formats
from settlements.engine.exact import exact_arithmetic, plain

_PLAIN = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")
_DIGITS = 30


class PlainNumberField(forms.CharField):
    """An exact number in plain notation, as FORMULA's text; empty is None."""

    def __init__(self, **kwargs) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "input-short", "dir": "ltr"}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), "max_length": 60, **kwargs})

    def clean(self, value) -> str | None:
        text = super().clean(value).strip()
        if not text:
            return None
        if not _PLAIN.fullmatch(text):
            raise forms.ValidationError(
                gettext("Write a number with the digits 0 to 9 and a point, for example 12.50."), "bad_number"
            )
        if len(text.replace(".", "").replace("-", "")) > _DIGITS:
            raise forms.ValidationError(gettext("A number here has at most 30 digits."), "too_many_digits")
        return text

    def prepare_value(self, value):
        return plain(value) if isinstance(value, Decimal) else value


class PercentField(PlainNumberField):
    """A rate typed in percent (`20` or `20 %`) and kept as a share (`0.2`)."""

    def clean(self, value) -> str | None:
        return share_of_percent(super().clean(str(value or "").strip().removesuffix("%")))

    def prepare_value(self, value):
        return percent_of_share(value) if isinstance(value, Decimal) else value


def share_of_percent(text: str | None) -> str | None:
    """`12.5` as `0.125`, no digit lost."""
    if text is None:
        return None
    with exact_arithmetic():
        return plain(Decimal(text).scaleb(-2))


def percent_of_share(value: Decimal) -> str:
    with exact_arithmetic():
        return plain(value.scaleb(2))


class DayField(forms.DateField):
    """A calendar day, by the browser's own picker. A year such as 0026 or 20266 is a slip of the hand."""

    first_year, last_year = 1970, 2999

    def __init__(self, **kwargs) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(**{"widget": widget, "input_formats": ["%Y-%m-%d"], **kwargs})

    def to_python(self, value) -> date | None:
        day = super().to_python(value)
        if day is not None and not self.first_year <= day.year <= self.last_year:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        return day


def scope_choices(kept: Iterable[Scope] = ()) -> dict[str, list[tuple[str, str]]]:
    """Choices of application, model and market; an empty one stands for all.

    Retired entries are offered only where one of the `kept` rows names them.
    """
    rows = list(kept)
    applications, models = {row.application for row in rows}, {row.model for row in rows}
    markets = [(row.code, formats.country(row.code)) for row in Market.objects.all()]
    return {
        "application": [
            ("", gettext("All applications")),
            *_entries(Application, applications),
        ],
        "model": [("", gettext("All models")), *_entries(AiModel, models)],
        "market": [("", gettext("All markets")), *sorted(markets, key=lambda pair: pair[1])],
    }


def unit_choices(kept: Unit | None = None) -> list[tuple[str, str]]:
    return [("", gettext("No unit")), *_entries(Unit, {kept})]


def _entries(entry, kept: set) -> list[tuple[str, str]]:
    rows = [row for row in entry.objects.all() if row.retired_at is None or row in kept]
    return sorted(((row.code, str(row)) for row in rows), key=lambda pair: pair[1].casefold())


class ScopeFields(forms.Form):
    """Application, model and market of a rule or grant."""

    application = forms.ChoiceField(label=_("Application"), required=False)
    model = forms.ChoiceField(label=_("Model"), required=False)
    market = forms.ChoiceField(label=_("Market"), required=False)

    def __init__(self, *args, choices: dict[str, list[tuple[str, str]]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, options in choices.items():
            self.fields[name].choices = options

    def scope(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name) or "*" for name in ("application", "model", "market")}


def scope_initial(row) -> dict[str, str]:
    return {
        name: getattr(row, name).code if getattr(row, name) else ""
        for name in ("application", "model", "market")
    }
