"""Forms of the pages of questions and disputes."""

from collections.abc import Mapping
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.web.act_page import ReasonForm
from settlements.adjustments.amount_field import AmountField, amount_text
from settlements.disputes.claims import Claim
from settlements.disputes.models import Dispute, DisputedLine
from settlements.disputes.put_question import SUBJECT
from settlements.disputes.write_message import LONGEST
from settlements.engine.exact import ZERO, plain
from settlements.statements.line_rows import LineRow
from settlements.statements.models import Line
from settlements.statements.names import Names

EVIDENCE = gettext_lazy("PDF, PNG, JPG, TXT, CSV or XLSX, at most 20 MB. Both sides can open it.")


def _message(label, **kwargs) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 6})
    return forms.CharField(label=label, max_length=LONGEST, widget=widget, **kwargs)


def _evidence() -> forms.FileField:
    return forms.FileField(label=gettext_lazy("Evidence"), required=False, help_text=EVIDENCE)


class AskForm(forms.Form):
    subject = forms.CharField(label=gettext_lazy("What is it about?"), max_length=SUBJECT)
    text = _message(gettext_lazy("Question"))
    file = _evidence()


class ReplyForm(forms.Form):
    text = _message(gettext_lazy("Message"))
    file = _evidence()


class StaffReplyForm(ReplyForm):
    internal = forms.BooleanField(
        label=gettext_lazy("Internal note"),
        required=False,
        help_text=gettext_lazy("Only staff of the licensor see it and its file; nobody gets a mail."),
    )


class _DisputeForm(forms.Form):
    """Why; subclasses say what. `claims` after `is_valid`."""

    category = forms.ChoiceField(label=gettext_lazy("What is wrong?"), choices=Dispute.Category)
    text = _message(
        gettext_lazy("Reason"), help_text=gettext_lazy("What you found, and how you come to the amount.")
    )
    file = _evidence()
    claims: list[Claim]


class LineDisputeForm(_DisputeForm):
    """What one line should be."""

    field_order = ("claimed_amount", "category", "text", "file")

    def __init__(self, *args, line: Line, currency: str, corrected: Decimal, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.line, self.corrected = line, corrected
        names = {"currency": currency}
        self.fields["claimed_amount"] = AmountField(
            currency=currency,
            label=_("What the line should be, in %(currency)s") % names,
            initial=amount_text(Claim(line, ZERO, corrected).line_amount, currency),
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict:
        cleaned = super().clean()
        if (amount := cleaned.get("claimed_amount")) is not None:
            claim = Claim(self.line, amount, self.corrected)
            self.claims = [claim]
            if not claim.difference:
                self.add_error("claimed_amount", _("The line says that already. Say what it should be."))
        return cleaned


class StatementDisputeForm(_DisputeForm):
    """What several lines should be, and what is no line; an empty amount leaves a line as it is."""

    NO_LINE = "claimed_other"

    def __init__(
        self, *args, lines: list[Line], currency: str, corrections: Mapping[str, Decimal], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.corrections = corrections
        self.lines = {f"claimed_{line.position}": line for line in lines}
        for name, line in self.lines.items():
            label = _("What line %(position)s should be") % {"position": line.position}
            self.fields[name] = AmountField(currency=currency, label=label, required=False)
        self.fields[self.NO_LINE] = AmountField(
            currency=currency, label=_("What should be there and is no line"), required=False
        )

    def rows(self) -> list[dict]:
        """The lines with their fields, for a table."""
        names = Names()
        return [
            {
                "line": line,
                "row": LineRow(line.position, line.document, names),
                "amount": Claim(line, ZERO, self.corrections.get(line.key, ZERO)).line_amount,
                "field": self[name],
            }
            for name, line in self.lines.items()
        ]

    @property
    def other_field(self):
        return self[self.NO_LINE]

    def clean(self) -> dict:
        cleaned = super().clean()
        self.claims = [
            Claim(self.lines.get(name), cleaned[name])
            for name in (*self.lines, self.NO_LINE)
            if cleaned.get(name) is not None
        ]
        if not self.claims and not self.errors:
            self.add_error(None, _("Say for at least one line what it should be."))
        return cleaned


class VersionForm(forms.Form):
    """Which version of the dispute the person looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class VersionReasonForm(ReasonForm, VersionForm):
    """A reason, of the dispute one looked at."""


class ProposalForm(VersionForm):
    """What each disputed line comes to, and why. `shown` is what the page had computed when it was sent;
    `basis` the changed facts it was recomputed with, if any.
    """

    shown = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20_000)
    basis = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40_000)

    def __init__(self, *args, lines: list[DisputedLine], currency: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {f"agreed_{line.pk}": line for line in lines}
        for name, line in self.lines.items():
            label = _("Amount of what is no line")
            if line.line:
                label = _("Amount of line %(position)s") % {"position": line.line.position}
            self.fields[name] = AmountField(currency=currency, label=label)
        self.fields["text"] = _message(
            gettext_lazy("Reason"), help_text=gettext_lazy("The partner reads it with the proposal.")
        )

    def agreed(self) -> dict[int, Decimal]:
        return {line.pk: self.cleaned_data[name] for name, line in self.lines.items()}

    def fingerprint(self) -> str:
        return fingerprint_of(self.agreed())


def fingerprint_of(agreed: Mapping[int, Decimal]) -> str:
    """The amounts, as the page showed them computed."""
    return " ".join(f"{pk}:{plain(amount)}" for pk, amount in agreed.items())


def of_version(request, dispute: Dispute, form_class: type[VersionForm]) -> VersionForm:
    """The form of an act on the dispute as it is shown, or as posted."""
    posted = request.POST if request.method == "POST" else None
    return form_class(posted, initial={"version": dispute.version})
