"""The example as pages show it: figures, or the sentence why there are none yet."""

from typing import Any

from agreements.example.example_words import example_words
from agreements.example.forms import ExampleForm, example_form
from agreements.example.worked_example import worked_example
from agreements.fault_words import words_of
from agreements.models import RateRule, Version
from agreements.terms_document import rule_document
from settlements.engine.faults import InvalidInput


def example_of_rule(version: Version, rule: RateRule, posted=None) -> dict[str, Any]:
    """`example_form`, and `example` or `why_no_example`, of a rule as it is stored."""
    return shown_example(version, rule_document(rule), posted)


def shown_example(version: Version, rule: dict[str, Any], posted=None) -> dict[str, Any]:
    """As `example_of_rule`, of a rule as FORMULA has it, whole or not."""
    form = example_form(rule, posted)
    return {"example_form": form, **_figures(version, rule, form)}


def _figures(version: Version, rule: dict[str, Any], form: ExampleForm) -> dict[str, Any]:
    if not form.is_valid():
        return {"why_no_example": " ".join(next(iter(form.errors.values())))}
    try:
        made = worked_example(agreement=version.agreement, base=version.base, rule=rule, volume=form.volume())
    except InvalidInput as error:
        return {"why_no_example": words_of(error.faults[0])}
    return {"example": example_words(made)}
