"""The form a workbook is handed in by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.workbooks.store_workbook import ALLOWED


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("An .xlsx file of at most 5 MB with the sheets of the template. Sheets may be left out."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def content(self) -> bytes:
        """One byte more than allowed at most: then the check says that it is too large."""
        return self.cleaned_data["file"].read((ALLOWED.max_bytes or 0) + 1)
