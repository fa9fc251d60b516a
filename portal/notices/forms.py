"""How a person wants to be told of what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.notices.kinds import ALWAYS_AT_ONCE, Group, Rhythm, Way
from portal.notices.models import NoticeSettings

SAYS = {
    Group.REPORTS: _("Figures due and late; files checked or refused; erasure of what was reported."),
    Group.STATEMENTS: _("Issued, restated and corrected statements; estimates that change much."),
    Group.PAYMENTS: _("What is paid, returned, asked for, due and overdue."),
    Group.DISPUTES: _("Questions, messages, deadlines, proposals and outcomes."),
    Group.AGREEMENTS: _("Terms proposed, commented, to be signed and in force; renewals; deployments."),
    Group.CONTRIBUTIONS: _("Contributions filed, answered and ended; goals reached or missed."),
    Group.INCIDENTS: _("Obligations due and overdue; incidents and what is written about them."),
    Group.APPROVALS: _("What waits for a second person, is given back or holds no more."),
    Group.ORGANISATION: _("Tax certificates and rates."),
}


class NoticeSettingsForm(forms.Form):
    """One choice for each group; those that nobody can switch off are shown locked, with the reason."""

    rhythm = forms.ChoiceField(label=_("When the digest comes"), choices=Rhythm, widget=forms.RadioSelect)

    def __init__(self, *args: Any, chosen: NoticeSettings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["rhythm"] = chosen.rhythm
        for group in Group:
            why = ALWAYS_AT_ONCE.get(group)
            self.fields[group.value] = forms.ChoiceField(
                label=group.label,
                choices=Way,
                initial=chosen.way_of(group),
                disabled=why is not None,
                help_text=why or SAYS[group],
            )
        self.order_fields([*Group.values, "rhythm"])

    def choices(self) -> dict[str, Any]:
        """As `change_notice_settings` takes them."""
        given = self.cleaned_data
        return {
            "ways": {group: Way(given[group.value]) for group in Group},
            "rhythm": Rhythm(given["rhythm"]),
        }
