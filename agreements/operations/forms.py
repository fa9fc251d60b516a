"""The form of operational terms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.fields import PercentField, PlainNumberField
from agreements.models import Agreement, OperationalTerms, Version
from agreements.operations.operations_document import MEMBERS, MOST_DAYS, MOST_MONTHS, operations_of
from agreements.operations.words_of import as_the_agreement_says

FIELDS = {name: name for name in MEMBERS}
"""Member of the document → field."""


def _days(label, *, needed: bool = False) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "input-short", "dir": "ltr"})
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_DAYS, required=needed, widget=widget)


class OperationsForm(forms.Form):
    period_length = forms.ChoiceField(
        label=_("Settlement period"),
        required=False,
        help_text=_("A change begins on the first day of a quarter, so that no period is cut."),
    )
    reporter = forms.ChoiceField(
        label=_("Whose figures settle"),
        required=False,
        help_text=_("Of periods that begin on this version's first day or later."),
    )
    report_due_days = _days(_("Reports are due, days after the period's end"))
    missing_report = forms.ChoiceField(
        label=_("Where a report is missing"), choices=OperationalTerms.MissingReport
    )
    tolerance_share = PercentField(label=_("Tolerated difference of figures, in percent"), required=False)
    tolerance_amount = PlainNumberField(label=_("Or an amount, whichever is more"), required=False)
    variance_threshold = PercentField(label=_("Variance to be explained, in percent"), required=False)
    rows_kept_months = forms.IntegerField(
        label=_("Rows of usage are kept, months after the period's end"),
        min_value=1,
        max_value=MOST_MONTHS,
        required=False,
        widget=forms.NumberInput(attrs={"class": "input-short", "dir": "ltr"}),
        help_text=_(
            "Then files and rows are erased; sums, statements and the audit trail stay. Empty: as long as "
            "nobody asks for their erasure."
        ),
    )
    customer_refs = forms.ChoiceField(
        label=_("References to customers"),
        required=False,
        help_text=_("Only where the privacy clause allows it."),
    )
    payment_days = _days(_("Payment is due, days after the statement is issued"))
    netting = forms.BooleanField(label=_("What both sides owe is netted"), required=False)
    self_billing = forms.BooleanField(label=_("The licensor bills itself for the partner"), required=False)
    dispute_window_days = _days(_("Disputes may be opened, days after the statement is issued"))
    acknowledge_days = _days(_("Acknowledged within, working days"), needed=True)
    propose_days = _days(_("A solution proposed within, working days"), needed=True)
    escalation = forms.ChoiceField(label=_("Next step of a dispute"), required=False)
    escalation_rules = forms.CharField(
        label=_("Place and rules"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args, agreement: Agreement, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("period_length", Agreement.PeriodLength), ("reporter", Agreement.Party)):
            said = as_the_agreement_says(agreement, name)
            self.fields[name].choices = [("", said), *choices.choices]
        pseudonyms = ("", _("Pseudonyms alone"))
        self.fields["customer_refs"].choices = [pseudonyms, *OperationalTerms.CustomerRefs.choices]
        self.fields["escalation"].choices = [("", _("not agreed")), *OperationalTerms.Escalation.choices]

    def document(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {name: given[name] for name in MEMBERS if given.get(name) not in (None, "")}


def operations_initial(version: Version) -> dict[str, Any]:
    row = operations_of(version)
    return {name: getattr(row, name) for name in MEMBERS}
