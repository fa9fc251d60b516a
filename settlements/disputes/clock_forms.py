"""Forms of the acts that move a dispute's clock."""

from django import forms
from django.utils.translation import gettext_lazy

from agreements.fields import DayField
from portal.accounts.access import staff_with_role
from portal.accounts.models import User
from settlements.disputes.forms import AskForm, ProposalForm, ReplyForm, VersionForm, VersionReasonForm
from settlements.disputes.models import Dispute
from settlements.disputes.second_level import proposers_before
from settlements.disputes.sides import STAFF


class InformationForm(ReplyForm, VersionForm):
    """What is asked, of the dispute one looked at."""


class OutsideForm(VersionReasonForm):
    """Why, and when the agreement's next step was begun."""

    on_date = DayField(
        label=gettext_lazy("Begun on"),
        help_text=gettext_lazy("The day of the request for mediation or arbitration, or of the action."),
    )


class DecisionForm(ProposalForm):
    """What was decided outside about each disputed line."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on_date"] = DayField(label=gettext_lazy("Decided on"))
        self.fields["text"].label = gettext_lazy("Who decided, and what")
        self.fields["text"].help_text = gettext_lazy("Both sides read it.")
        self.fields["file"] = forms.FileField(
            label=gettext_lazy("The decision"), help_text=AskForm.base_fields["file"].help_text
        )
        del self.fields["shown"]

    def facts(self) -> dict:
        """As `record_decision` takes them."""
        names = ("version", "text", "on_date", "file")
        return {"agreed": self.agreed(), **{name: self.cleaned_data[name] for name in names}}


class AssignForm(forms.Form):
    """A person of the disputes role, or nobody in particular."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who looks after it"),
        required=False,
        empty_label=gettext_lazy("Nobody in particular"),
    )

    def __init__(self, *args, dispute: Dispute, **kwargs) -> None:
        super().__init__(*args, initial={"to": dispute.assigned_to_id}, **kwargs)
        people = {each.pk for each in staff_with_role(*STAFF)}
        if dispute.level == Dispute.Level.SECOND:
            people -= proposers_before(dispute)
        self.fields["to"].queryset = User.objects.filter(pk__in=people).order_by("name")


class DayOffForm(forms.Form):
    """A day nobody works on, and why."""

    day_date = DayField(label=gettext_lazy("Day"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Such as the name of the holiday."),
    )
