"""Forms of the pages of joint goals."""

from datetime import date
from decimal import Decimal
from itertools import takewhile
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.fields import PlainNumberField, ScopeFields, scope_choices, share_of_percent, unit_choices
from agreements.goals.propose_goal import Aim
from agreements.models import Agreement, JointGoal
from agreements.operations.periods_on import periods_from
from portal.periods import label_of, parse_label
from portal.web import formats
from portal.web.act_page import ReasonForm

Metric = JointGoal.Metric
YEARS_AHEAD = 5


class GoalVersionForm(forms.Form):
    """Which version of the goal the person looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class GoalReasonForm(ReasonForm, GoalVersionForm):
    """A reason, of the goal one looked at."""


class GoalForm(ScopeFields):
    """`aim` after `is_valid`."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    metric = forms.ChoiceField(label=gettext_lazy("Measured by"), choices=Metric, widget=forms.RadioSelect)
    target = PlainNumberField(label=gettext_lazy("Target"))
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit"),
        required=False,
        help_text=gettext_lazy("For a quantity, and for a share of the usage."),
    )
    first = forms.ChoiceField(label=gettext_lazy("From the beginning of"))
    last = forms.ChoiceField(label=gettext_lazy("To the end of"))
    field_order = (
        "title", "metric", "target", "unit", "first", "last", "application", "model", "market",
    )  # fmt: skip

    def __init__(self, *args, agreement: Agreement, today: date, **kwargs) -> None:
        super().__init__(*args, choices=scope_choices(), **kwargs)
        self.fields["unit"].choices = unit_choices()
        labels = period_labels(agreement, today)
        for name in ("first", "last"):
            self.fields[name].choices = [(label, formats.period(label)) for label in labels]
        sentence = _("Revenue in %(currency)s; a share in percent.")
        self.fields["target"].help_text = sentence % {"currency": agreement.settlement_currency}

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        first, last = given.get("first"), given.get("last")
        if first and last and parse_label(first).start > parse_label(last).start:
            self.add_error("last", _("It would end before it begins. Choose a later period."))
        return given

    def aim(self) -> Aim:
        given = self.cleaned_data
        target = given["target"]
        if given["metric"] == Metric.SHARE:
            target = share_of_percent(target)
        return Aim(
            title=given["title"],
            metric=given["metric"],
            target=Decimal(target),
            from_date=parse_label(given["first"]).start,
            to_date=parse_label(given["last"]).end,
            scope=self.scope(),
            unit=given["unit"],
        )


def period_labels(agreement: Agreement, today: date) -> list[str]:
    """Calendar periods of the term, until some years from today."""
    end = today.replace(year=today.year + YEARS_AHEAD, day=1)
    if agreement.ends_date is not None:
        end = min(end, agreement.ends_date)
    begun = takewhile(lambda period: period.start < end, periods_from(agreement, agreement.starts_date))
    return [label_of(period) for period in begun]
