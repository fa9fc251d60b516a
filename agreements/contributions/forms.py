"""Forms of the pages of contributions."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.contributions.draft_contribution import Work
from agreements.contributions.offer import Offer
from agreements.contributions.worth import worth
from agreements.fields import DayField, PercentField, PlainNumberField, ScopeFields, scope_choices
from agreements.fields import scope_initial as scope_of
from agreements.models import Agreement, Contribution, TariffRow, Version
from portal.web.act_page import ReasonForm

EVIDENCE = gettext_lazy("PDF, PNG, JPG, TXT, CSV or XLSX, at most 20 MB. Both sides can open it.")
Method = Contribution.Method


class VersionForm(forms.Form):
    """Which version of the contribution the person looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class VersionReasonForm(ReasonForm, VersionForm):
    """A reason, of the contribution one looked at."""


class EndForm(VersionReasonForm):
    ending_date = DayField(
        label=gettext_lazy("Ends before"),
        help_text=gettext_lazy("The first day on which it no longer counts. What is settled stays."),
    )
    field_order = ("ending_date", "reason")


class EvidenceForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("File"), help_text=EVIDENCE)


class OfferForm(ScopeFields):
    """Scope, days and worth. `offer` after `is_valid`; its worth is None where the tariff says it."""

    from_date = DayField(label=gettext_lazy("Counts from"))
    to_date = DayField(
        label=gettext_lazy("Until (exclusive)"),
        required=False,
        help_text=gettext_lazy("Empty: as long as the agreement runs."),
    )
    dated_back = forms.BooleanField(
        label=gettext_lazy("May begin on settled days"),
        required=False,
        help_text=gettext_lazy(
            "Those periods are then settled anew; what differs enters the next statement."
        ),
    )
    points = PercentField(
        label=gettext_lazy("Points on the share"),
        required=False,
        help_text=gettext_lazy("In percent: 0.5 for half a percentage point."),
    )
    amount = PlainNumberField(label=gettext_lazy("Or a fixed amount per period"), required=False)

    def __init__(self, *args, agreement: Agreement, row: Contribution | None = None, **kwargs) -> None:
        super().__init__(*args, choices=scope_choices([row] if row else []), **kwargs)
        names = {"currency": agreement.settlement_currency}
        self.fields["amount"].label = _("Or a fixed amount per period, in %(currency)s") % names

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        start, end = given.get("from_date"), given.get("to_date")
        if start and end and end <= start:
            self.add_error("to_date", _("It would end on or before its first day. Choose a later end."))
        points, amount = given.get("points"), given.get("amount")
        if self.by_tariff(given):
            if points or amount:
                self.add_error(None, _("The tariff says what it is worth. Leave points and amount empty."))
        elif points and amount:
            self.add_error("amount", _("Either points or an amount, not both. Clear one of them."))
        elif not points and not amount and not {"points", "amount"} & set(self.errors):
            self.add_error("points", _("Say what it is worth: points on the share, or an amount per period."))
        return given

    def by_tariff(self, given: dict[str, Any]) -> bool:
        return "points" not in self.fields

    def offer(self) -> Offer:
        given = self.cleaned_data
        return Offer(
            given["from_date"],
            given["to_date"],
            self.scope(),
            _decimal(given.get("points")),
            _decimal(given.get("amount")),
            given["dated_back"],
        )


class CounterForm(OfferForm, VersionReasonForm):
    """Another offer and why; by the tariff its worth is not open."""

    field_order = (
        *("points", "amount", "from_date", "to_date", "dated_back"),
        *("application", "model", "market", "reason"),
    )

    def __init__(self, *args, row: Contribution, **kwargs) -> None:
        super().__init__(*args, agreement=row.agreement, row=row, **kwargs)
        if row.method == Method.TARIFF:
            del self.fields["points"], self.fields["amount"]


class WorkForm(OfferForm):
    """A contribution as its own side drafts it."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Contribution.Kind)
    description = forms.CharField(
        label=gettext_lazy("What was or will be done"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    method = forms.ChoiceField(
        label=gettext_lazy("How it is valued"), choices=Contribution.Method, widget=forms.RadioSelect
    )
    tariff_code = forms.ChoiceField(
        label=gettext_lazy("Row of the tariff"),
        required=False,
        help_text=gettext_lazy("What it says on the first day counts. Leave points and amount empty then."),
    )
    claimed_value = PlainNumberField(label=gettext_lazy("Value claimed"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31 - 1)

    def __init__(self, *args, agreement: Agreement, **kwargs) -> None:
        super().__init__(*args, agreement=agreement, **kwargs)
        self.fields["tariff_code"].choices = [("", _("None")), *tariff_choices(agreement)]
        label = _("Value claimed, in %(currency)s") % {"currency": agreement.settlement_currency}
        self.fields["claimed_value"].label = label
        self.fields["claimed_value"].help_text = _(
            "What it cost, or what it brought. For the other side to read."
        )

    def by_tariff(self, given: dict[str, Any]) -> bool:
        by_tariff = given.get("method") == Method.TARIFF
        if by_tariff and not given.get("tariff_code"):
            self.add_error("tariff_code", _("Choose the row of the tariff under which it is filed."))
        return by_tariff

    def work(self) -> Work:
        given = self.cleaned_data
        return Work(
            kind=given["kind"],
            title=given["title"],
            description=given["description"],
            method=given["method"],
            tariff_code=given["tariff_code"],
            claimed_value=_decimal(given["claimed_value"]),
        )


def tariff_choices(agreement: Agreement) -> list[tuple[str, str]]:
    """A row for each code of the versions in force; of several the latest names it."""
    rows = TariffRow.objects.filter(version__agreement=agreement, version__state=Version.State.IN_FORCE)
    found = {
        row.code: row for row in rows.select_related("version__agreement").order_by("version__from_date")
    }
    return [
        (code, f"{row.name} ({row.get_kind_display()}, {worth(row, agreement.settlement_currency)})")
        for code, row in sorted(found.items())
    ]


def offer_initial(row: Contribution) -> dict[str, Any]:
    by_tariff = row.method == Method.TARIFF
    return {
        "from_date": row.from_date,
        "to_date": row.to_date,
        "dated_back": row.dated_back,
        "points": None if by_tariff else row.points,
        "amount": None if by_tariff else row.amount,
        "version": row.version,
        **scope_of(row),
    }


def work_initial(row: Contribution) -> dict[str, Any]:
    names = ("title", "kind", "description", "method", "tariff_code", "claimed_value")
    return {**offer_initial(row), **{name: getattr(row, name) for name in names}}


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None
