"""The editor's form of a version: dates, limits, policies, exclusive rights."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.fields import (
    DayField,
    PercentField,
    PlainNumberField,
    ScopeFields,
    scope_choices,
    scope_initial,
)
from agreements.models import Agreement, Version
from agreements.rows import Rows, row_formset

HOLDERS = (
    ("", Agreement.Party.PARTNER.label),
    (Agreement.Party.LICENSOR, Agreement.Party.LICENSOR.label),
)
NO_GUARANTEE_OVER_TERM = [pair for pair in Version.Window.choices if pair[0] != Version.Window.TERM]
# Member of the document → field, to set a fault beside its field.
FIELDS = {
    "from": "from_date",
    "base": "base",
    "rounding": "rounding",
    "fx_policy": "fx_policy",
    "contribution_points_cap": "contribution_points_cap",
    "minimum_guarantee.amount": "guarantee_amount",
    "minimum_guarantee.per": "guarantee_per",
    "cap.amount": "cap_amount",
    "cap.per": "cap_per",
    "advance.amount": "advance_amount",
    "advance.recoup_rate": "advance_recoup_rate",
    "withholding_rate": "withholding_rate",
    "payout_threshold": "payout_threshold",
}
GRANT_FIELDS = {
    "id": "code",
    "clause": "clause",
    "application": "application",
    "model": "model",
    "market": "market",
    "from": "from_date",
    "to": "to_date",
    "uplift": "uplift",
}


class VersionForm(forms.Form):
    from_date = DayField(
        label=_("In force from"), help_text=_("It holds until the next version begins, or the term ends.")
    )
    dated_back = forms.BooleanField(
        label=_("May begin on settled days"),
        required=False,
        help_text=_("Those periods are then settled anew; what differs enters the next statement."),
    )
    base = forms.ChoiceField(label=_("Share is taken of"), choices=Version.Base)
    guarantee_amount = PlainNumberField(label=_("Minimum guarantee"), required=False)
    guarantee_per = forms.ChoiceField(label=_("Guarantee per"), choices=NO_GUARANTEE_OVER_TERM)
    cap_amount = PlainNumberField(label=_("Cap"), required=False)
    cap_per = forms.ChoiceField(label=_("Cap per"), choices=Version.Window)
    advance_amount = PlainNumberField(label=_("Advance"), required=False)
    advance_recoup_rate = PercentField(
        label=_("Advance recouped from"),
        required=False,
        help_text=_("In percent of each period's earnings. Empty: 100."),
    )
    contribution_points_cap = PercentField(
        label=_("Cap on contribution points"),
        required=False,
        help_text=_("In percent: 3 for at most 3 % up or down. Empty: not limited."),
    )
    withholding_rate = PercentField(
        label=_("Withholding tax"), required=False, help_text=_("In percent. Empty: 0.")
    )
    payout_threshold = PlainNumberField(
        label=_("Payout threshold"), required=False, help_text=_("Smaller amounts are carried forward.")
    )
    fx_policy = forms.ChoiceField(label=_("Exchange rate"), choices=Version.FxPolicy)
    rounding = forms.ChoiceField(label=_("Rounding"), choices=Version.Rounding)

    def document(self) -> dict[str, Any]:
        """The version's own members as FORMULA section 10 has them; absent where empty."""
        given = self.cleaned_data
        members: dict[str, Any] = {
            "from": given["from_date"].isoformat(),
            "contribution_points_cap": given["contribution_points_cap"],
            "withholding_rate": given["withholding_rate"],
            "payout_threshold": given["payout_threshold"],
            **{name: given[name] for name in ("base", "rounding", "fx_policy")},
        }
        if given["guarantee_amount"]:
            members["minimum_guarantee"] = {
                "amount": given["guarantee_amount"],
                "per": given["guarantee_per"],
            }
        if given["cap_amount"]:
            members["cap"] = {"amount": given["cap_amount"], "per": given["cap_per"]}
        if given["advance_amount"]:
            advance = {"amount": given["advance_amount"], "recoup_rate": given["advance_recoup_rate"]}
            members["advance"] = {name: value for name, value in advance.items() if value is not None}
        return {name: value for name, value in members.items() if value is not None}


class GrantForm(ScopeFields):
    code = forms.CharField(label=_("Id"), max_length=100)
    clause = forms.CharField(label=_("Clause"), max_length=100, required=False)
    from_date = DayField(label=_("From"))
    to_date = DayField(label=_("Until (exclusive)"), required=False)
    uplift = PercentField(label=_("Added to the share, in percent"), required=False, help_text=_("Empty: 0."))
    # Empty stands for the partner: an empty row stays empty.
    holder = forms.ChoiceField(label=_("Held by"), required=False, choices=HOLDERS)
    field_order = (
        *("application", "model", "market", "from_date", "to_date"),
        *("uplift", "holder", "code", "clause"),
    )

    def document(self) -> dict[str, Any]:
        given = self.cleaned_data
        members = {
            "id": given["code"],
            "clause": given["clause"] or None,
            **self.scope(),
            "from": given["from_date"].isoformat(),
            "to": given["to_date"].isoformat() if given["to_date"] else None,
            "uplift": given["uplift"] or "0",
        }
        return {name: value for name, value in members.items() if value is not None}

    @property
    def holder_given(self) -> str:
        return self.cleaned_data["holder"] or Agreement.Party.PARTNER


_GrantRows = row_formset(GrantForm)


def grant_rows(version: Version, posted=None) -> Rows:
    """The exclusive rights of a version as rows."""
    grants = list(version.grants.all())
    initial = [
        {
            "code": grant.code,
            "clause": grant.clause,
            "from_date": grant.from_date,
            "to_date": grant.to_date,
            "uplift": grant.uplift,
            "holder": "" if grant.holder == Agreement.Party.PARTNER else grant.holder,
            **scope_initial(grant),
        }
        for grant in grants
    ]
    return _GrantRows(
        posted,
        initial=initial if posted is None else None,
        prefix="grants",
        form_kwargs={"choices": scope_choices(grants)},
    )


def version_initial(version: Version) -> dict[str, Any]:
    return {name: getattr(version, name) for name in VersionForm.base_fields}
