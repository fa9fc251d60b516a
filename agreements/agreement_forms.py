"""Forms of an agreement: begin one, begin a version of it, take terms over."""

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.access import partners_for_agreements
from agreements.fields import DayField
from agreements.models import Agreement, Version
from portal.accounts.models import Partner
from portal.money.currencies import CURRENCIES

LARGEST_DOCUMENT = 2 * 1024 * 1024


class AgreementForm(forms.Form):
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=_("Partner"), empty_label=_("Choose a partner")
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    collected_by = forms.ChoiceField(
        label=_("Who collects the revenue from end customers?"),
        choices=Agreement.Party,
        widget=forms.RadioSelect,
        help_text=_("The collector owes the other party its share."),
    )
    reporter = forms.ChoiceField(
        label=_("Whose usage figures settle?"),
        choices=Agreement.Party,
        widget=forms.RadioSelect,
        help_text=_("Normally the collector's."),
    )
    settlement_currency = forms.ChoiceField(
        label=_("Settlement currency"),
        choices=lambda: [("", gettext("Choose a currency")), *((code, code) for code in sorted(CURRENCIES))],
    )
    period_length = forms.ChoiceField(
        label=_("Settlement period"),
        choices=Agreement.PeriodLength,
        help_text=_("A later version may change it, and whose figures settle, from its first day on."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lambda: [(zone, zone) for zone in sorted(available_timezones())],
        help_text=_("Days and deadlines are counted there."),
    )
    starts_date = DayField(label=_("First day"))
    ends_date = DayField(
        label=_("Ends before"), required=False, help_text=_("The first day after the term. Empty: open.")
    )

    def __init__(self, *args, user, agreement: Agreement | None = None, **kwargs) -> None:
        """To correct `agreement`, else to begin one."""
        kept = agreement.partner if agreement else None
        if agreement:
            kwargs["initial"] = {name: getattr(agreement, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners_for_agreements(user, kept=kept)


class NewVersionForm(forms.Form):
    from_date = DayField(label=_("In force from"))
    copy_of = forms.ModelChoiceField(
        Version.objects.none(),
        label=_("Begin with the terms of"),
        required=False,
        empty_label=_("nothing: empty terms"),
    )

    def __init__(self, *args, versions, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["copy_of"].queryset = versions


class ImportForm(forms.Form):
    document = forms.CharField(
        label=_("Terms as JSON"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "dir": "ltr", "class": "code"}),
        help_text=_("A list of versions as in the formula's documents, or a whole settlement input."),
    )
    file = forms.FileField(label=_("or a file"), required=False)

    def clean(self):
        cleaned = super().clean()
        file, text = cleaned.get("file"), cleaned.get("document")
        if self.errors:
            return cleaned
        if bool(file) == bool(text):
            raise forms.ValidationError(gettext("Paste the terms or choose a file: one of the two."))
        if file and file.size > LARGEST_DOCUMENT:
            raise forms.ValidationError(gettext("This file is larger than 2 MB. Terms are much smaller."))
        cleaned["terms"] = file.read() if file else text
        return cleaned
