"""The forms of the reports' pages."""

import hashlib

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from portal.accounts.models import Partner
from portal.web import formats
from usage.attestations import (
    complete_attestation,
    complete_period_attestation,
    control_totals_attestation,
    left_out_attestation,
    nil_attestation,
    report_attestation,
)
from usage.control_totals import ControlTotals, compared_totals, read_control_totals
from usage.models import Declaration, Report
from usage.periods.status import PeriodStatus


class UploadForm(forms.Form):
    """One file for one period: `period` is `AGR-2026-0001/2026-10`."""

    period = forms.ChoiceField(label=_("Agreement and period"))
    dialect = forms.ChoiceField(
        label=_("Layout of the file"),
        help_text=_("The canonical layout, or one of the dialects in which your own files are described."),
        required=False,
    )
    file = forms.FileField(label=_("Usage file"), allow_empty_file=True)
    correction = forms.BooleanField(
        label=_("This is a correction"),
        help_text=_("Only corrections may hold negative quantities or amounts, such as refunds."),
        required=False,
    )
    counter = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)
    control_rows = forms.CharField(
        label=_("Rows in the file"), required=False, max_length=20, help_text=_("Digits only, such as 1200.")
    )
    control_revenue = forms.CharField(
        label=_("Gross revenue by currency"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "A currency and an amount on each line, such as EUR 1234.50; with a point, as in the file."
        ),
    )
    control_quantity = forms.CharField(
        label=_("Quantity by unit"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A unit and a quantity on each line, such as output_tokens 1250000."),
    )

    def __init__(
        self,
        *args,
        periods: list[tuple[Agreement, list[PeriodStatus]]],
        dialects: list[tuple[int, str]],
        **kwargs,
    ) -> None:
        """dialects: id and name."""
        super().__init__(*args, **kwargs)
        self.fields["dialect"].choices = [("", _("Canonical (the template file)")), *dialects]
        self.fields["period"].choices = [
            (
                f"{agreement.number} · {agreement.title}",
                [
                    (
                        f"{agreement.number}/{each.due.label}",
                        f"{formats.period(each.due.label)} · {each.status.label}",
                    )
                    for each in reversed(statuses)
                ],
            )
            for agreement, statuses in periods
        ]

    @property
    def is_counter(self) -> bool:
        """Whether these are counter-figures."""
        return self.cleaned_data.get("counter") == "1"

    @property
    def dialect_id(self) -> int | None:
        chosen = self.cleaned_data.get("dialect")
        return int(chosen) if chosen else None

    @property
    def agreement_and_label(self) -> tuple[str, str]:
        number, _slash, label = self.cleaned_data["period"].partition("/")
        return number, label

    @property
    def control_fields(self) -> list[forms.BoundField]:
        return [self["control_rows"], self["control_revenue"], self["control_quantity"]]

    def control_totals(self, partner: Partner) -> ControlTotals:
        """Raises Refused: `bad_control_totals`."""
        typed = {name: self.cleaned_data[f"control_{name}"] for name in ("rows", "revenue", "quantity")}
        return read_control_totals(partner=partner, **typed)


class ConfirmedForm(forms.Form):
    """`shown` tells whether the sentences confirmed are those that stood on the page."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def seal(self) -> None:
        """Called once the labels stand."""
        sentences = "\n".join(str(field.label) for field in self.fields.values())
        self.sealed = self.fields["shown"].initial = hashlib.sha256(sentences.encode()).hexdigest()[:16]

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("shown") not in ("", self.sealed):
            self.data = self.data.copy()
            self.data["shown"] = self.sealed
            raise forms.ValidationError(
                _("What you confirm has changed since you opened the page. Read it again, then confirm.")
            )
        return cleaned


class SubmitForm(ConfirmedForm):
    """What a person confirms when submitting; the labels are what is stored as the attestation."""

    confirm = forms.BooleanField()
    leave_out_rejected = forms.BooleanField()
    despite_control_totals = forms.BooleanField()
    completes_period = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, report: Report, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirm"].label = report_attestation(report)
        self.fields["completes_period"].label = complete_attestation(formats.period(report.period.label))
        self.fields["completes_period"].help_text = _(
            "Leave this empty if further reports for the period will follow; all of them add up."
        )
        if report.rejected:
            self.fields["leave_out_rejected"].label = left_out_attestation(report)
        else:
            del self.fields["leave_out_rejected"]
        if all(each.agreed for each in compared_totals(report)):
            del self.fields["despite_control_totals"]
        else:
            self.fields["despite_control_totals"].label = control_totals_attestation()
        if report.counter:
            del self.fields["completes_period"]
        self.seal()

    @property
    def attestation(self) -> str:
        """The sentences confirmed, in the reader's words."""
        confirmed = [name for name in self.fields if self.cleaned_data.get(name) and name != "shown"]
        return " ".join(str(self.fields[name].label) for name in confirmed)


class DeclareForm(ConfirmedForm):
    """No usage in a period, or its submitted reports are all there is."""

    confirm = forms.BooleanField()

    def __init__(self, *args, agreement: Agreement, label: str, kind: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        says = nil_attestation if kind == Declaration.Kind.NIL else complete_period_attestation
        self.fields["confirm"].label = says(agreement, formats.period(label))
        self.seal()

    @property
    def attestation(self) -> str:
        return str(self.fields["confirm"].label)
