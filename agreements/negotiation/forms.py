"""Forms of the pages of a negotiation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.fields import DayField
from agreements.negotiation.comment_on_version import LONGEST
from portal.web.act_page import ReasonForm


class CommentForm(forms.Form):
    text = forms.CharField(label=_("Comment"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    clause_number = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)


class FingerprintForm(forms.Form):
    """The terms as they were on the page."""

    fingerprint = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class SignedDocumentForm(forms.Form):
    file = forms.FileField(label=_("Signed document"), help_text=_("A PDF, at most 20 MB."))
    signatories = forms.CharField(
        label=_("Signed by"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The names under it, of both sides."),
    )
    signed_date = DayField(label=_("Signed on"))


class LastDayForm(forms.Form):
    last_day = DayField(label=_("Last day"), help_text=_("The agreement holds until the end of this day."))
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class NoticeForm(ReasonForm):
    last_day = DayField(label=_("Last day"), help_text=_("The agreement holds until the end of this day."))
    field_order = ("last_day", "reason")


class ReviewForm(forms.Form):
    review_date = DayField(label=_("To be reviewed by"), required=False, help_text=_("Empty: no review."))
