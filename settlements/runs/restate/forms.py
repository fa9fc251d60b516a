"""The form that begins a restatement."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.web import formats
from portal.web.act_page import ReasonForm
from usage.models import Report


class LateReportsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Report) -> str:
        return f"{obj.file.name} · {formats.period(obj.period.label)}"


class RestateForm(ReasonForm):
    """Why, and which late reports are not taken in; without late reports only why."""

    left_out = LateReportsField(
        label=_("Late reports to leave waiting"),
        help_text=_("Every other late report of these periods is taken in."),
        queryset=Report.objects.none(),
        required=False,
    )

    def __init__(self, *args, late: QuerySet[Report], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if late:
            self.fields["left_out"].queryset = late
        else:
            del self.fields["left_out"]
