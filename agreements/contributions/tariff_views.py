"""The tariff of a draft, on a page of its own. Which side's, says the audience; who may write, the verb."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.audience import Audience
from agreements.clauses.views import draft_of, no_draft
from agreements.contributions.edit_tariff import edit_tariff as write
from agreements.fields import PercentField, PlainNumberField
from agreements.models import Version
from agreements.models.contributions import ContributionKind
from agreements.rows import Rows, one_more, place_faults, row_formset, silence
from settlements.engine.faults import InvalidInput

# Member of the document → field of a row.
FIELDS = {name: name for name in ("kind", "name", "points", "amount", "note")} | {"id": "code"}


class TariffRowForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("Id"), max_length=60)
    name = forms.CharField(label=gettext_lazy("Work"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ContributionKind)
    points = PercentField(label=gettext_lazy("Points, in percent"), required=False)
    amount = PlainNumberField(label=gettext_lazy("Or amount per period"), required=False)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=1000, required=False)

    def document(self) -> dict[str, Any]:
        given = self.cleaned_data
        members = {
            **{name: given[name] for name in ("kind", "name", "points", "amount")},
            "id": given["code"],
        }
        members["note"] = given["note"] or None
        return {name: value for name, value in members.items() if value is not None}


_TariffRows = row_formset(TariffRowForm)


def edit_tariff(request, audience: Audience, number: str, version: int) -> HttpResponse:
    draft = draft_of(request, audience, number, version)
    if draft.state != Version.State.DRAFT:
        return no_draft(request, audience, draft)
    if request.method == "POST":
        return _write(request, audience, draft)
    audience.look(draft.agreement, request.user, "edit_tariff")
    names = ("code", "name", "kind", "points", "amount", "note")
    initial = [{name: getattr(row, name) for name in names} for row in draft.tariff.all()]
    return _show(request, audience, draft, forms.Form(), _TariffRows(initial=initial, prefix="tariff"))


def _write(request, audience: Audience, draft: Version) -> HttpResponse:
    adding = "add_row" in request.POST
    form = forms.Form(request.POST)
    rows = _TariffRows(one_more(request.POST, "tariff") if adding else request.POST, prefix="tariff")
    if adding:
        silence(rows)
        return _show(request, audience, draft, form, rows)
    if form.is_valid() & rows.is_valid():
        tariff = [row.document() for row in rows.filled]
        try:
            write(version=draft, tariff=tariff, by=request.user)
        except InvalidInput as error:
            place_faults(error.faults, form, {}, {"tariff": (rows.filled, FIELDS)})
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The tariff is saved."))
            return redirect(audience.url("edit_version", draft.agreement.number, draft.number))
    return _show(request, audience, draft, form, rows, status=422)


def _show(request, audience, draft: Version, form: forms.Form, rows: Rows, status: int = 200) -> HttpResponse:
    shown = audience.context(agreement=draft.agreement, version=draft, form=form, rows=rows)
    return render(request, "agreements/contributions/edit_tariff.html", shown, status=status)
