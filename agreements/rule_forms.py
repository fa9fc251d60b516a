"""The editor's form of a rate rule and its tiers.

Shares of revenue are typed in percent, as people say them; prices per unit as money. What is kept is
FORMULA's number (0.2 for 20 %), and the page shows what was understood.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.fields import (
    PercentField,
    PlainNumberField,
    ScopeFields,
    scope_choices,
    scope_initial,
    unit_choices,
)
from agreements.models import RateRule, Version
from agreements.rows import Rows, row_formset
from agreements.terms_document import rule_document

PER_UNIT = RateRule.Charge.PER_UNIT
_SAME = (
    *("clause", "charge", "whole_packages", "tier_mode"),
    *("tier_metric", "accumulate", "retroactive"),
)
_COUNTING = (*_SAME[1:], "unit")
# Member of the document → field, to set a fault beside its field.
FIELDS = {name: name for name in ("application", "model", "market", "unit", "per", *_SAME)} | {"id": "code"}
TIER_FIELDS = {"up_to": "up_to", "rate": "rate", "flat": "flat"}


class RuleForm(ScopeFields):
    code = forms.CharField(
        label=_("Id"), max_length=100, help_text=_("Short and lasting: rules of one id share a counter.")
    )
    clause = forms.CharField(label=_("Clause"), max_length=100, required=False)
    charge = forms.ChoiceField(label=_("What is charged"), choices=RateRule.Charge)
    unit = forms.ChoiceField(
        label=_("Unit"), required=False, help_text=_("For a price per unit, or tiers that count a quantity.")
    )
    per = PlainNumberField(
        label=_("Price for each"), required=False, help_text=_("So many units have one price. Empty: 1.")
    )
    whole_packages = forms.BooleanField(label=_("Whole packages only"), required=False)
    tier_mode = forms.ChoiceField(label=_("Tiers are"), choices=RateRule.TierMode)
    tier_metric = forms.ChoiceField(label=_("Tiers count"), choices=RateRule.TierMetric)
    accumulate = forms.ChoiceField(label=_("Counted over"), choices=Version.Window)
    retroactive = forms.BooleanField(
        label=_("A new tier also re-rates what came before it in the window"),
        required=False,
        help_text=_("For volume tiers."),
    )
    field_order = ("application", "model", "market", "charge", "unit", "per", "whole_packages")

    def __init__(self, *args, rule: RateRule | None = None, **kwargs) -> None:
        super().__init__(*args, choices=scope_choices([rule] if rule else []), **kwargs)
        self.fields["unit"].choices = unit_choices(rule.unit if rule else None)

    def document(self, tiers: list[dict[str, Any]]) -> dict[str, Any]:
        """The rule as FORMULA section 10 has it."""
        given = self.cleaned_data
        per_unit = given["charge"] == PER_UNIT
        members = {
            "id": given["code"],
            "clause": given["clause"] or None,
            **self.scope(),
            "unit": given["unit"] or None,
            "per": given["per"] if per_unit else None,
            "whole_packages": given["whole_packages"],
            **{name: given[name] for name in ("charge", "tier_mode", "tier_metric", "accumulate")},
            "retroactive": given["retroactive"],
            "tiers": tiers,
        }
        return {name: value for name, value in members.items() if value is not None}


class TierForm(forms.Form):
    up_to = PlainNumberField(label=_("Up to and including"), required=False)
    rate = PercentField(label=_("Rate"))
    flat = PlainNumberField(label=_("Flat fee"), required=False)

    def __init__(self, *args, per_unit: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if per_unit:
            self.fields["rate"] = PlainNumberField(label=_("Price"))
        for name, field in self.fields.items():
            # the column's heading is the label
            field.widget.attrs |= {"aria-labelledby": f"tier-{name}", "size": "10"}
        self.fields["up_to"].widget.attrs["placeholder"] = gettext("and above")

    def document(self) -> dict[str, str]:
        given = self.cleaned_data
        return {name: given[name] for name in ("up_to", "rate", "flat") if given[name] is not None}


_TierRows = row_formset(TierForm)


def tier_rows(rule: RateRule | None, posted=None) -> Rows:
    """The tiers of a rule as rows; a new rule begins with one that has no end."""
    charge = posted.get("charge") if posted is not None else rule.charge if rule else ""
    per_unit = charge == PER_UNIT
    tiers = rule.tiers.all() if rule else []
    initial = [{"up_to": tier.up_to, "rate": tier.rate, "flat": tier.flat} for tier in tiers]
    return _TierRows(
        posted,
        initial=(initial or [{}]) if posted is None else None,
        prefix="tiers",
        form_kwargs={"per_unit": per_unit},
    )


def rule_as_typed(rule: RateRule | None, posted=None) -> dict[str, Any]:
    """The rule as FORMULA has it, from what stands in the form so far; what cannot be read is left out."""
    if posted is None:
        return rule_document(rule) if rule else {"charge": "percentage", "tiers": []}
    form, rows = RuleForm({**posted.dict(), "code": "example"}, rule=rule), tier_rows(rule, posted)
    form.is_valid()
    given = {"id": "example", **{name: form.cleaned_data.get(name) for name in _COUNTING}}
    given["tiers"] = [row.document() for row in rows.filled if row.is_valid()] if rows.is_valid() else []
    if given["charge"] == PER_UNIT:
        given["per"] = form.cleaned_data.get("per") or "1"
    return {name: value for name, value in given.items() if value not in (None, "")}


def lower_bounds(rows: Rows) -> list[tuple[TierForm, Any]]:
    """Each row with where its tier begins: where the one before it ends."""
    below = [None, *(row["up_to"].value() for row in rows)]
    return list(zip(rows, below, strict=False))


def rule_initial(rule: RateRule | None) -> dict[str, Any]:
    if rule is None:
        return {"retroactive": True}
    return {
        "unit": rule.unit.code if rule.unit else "",
        "per": rule.per,
        **scope_initial(rule),
        "code": rule.code,
        **{name: getattr(rule, name) for name in _SAME},
    }
