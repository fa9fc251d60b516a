"""The editor of a draft's obligations. Which side's, says the audience; who may write, the verbs."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from agreements.audience import Audience
from agreements.clauses.views import draft_of, no_draft
from agreements.models import Agreement, Obligation, Version
from agreements.obligations import edit_obligation as editing
from agreements.obligations import remove_obligation as removing
from agreements.obligations.forms import FIELDS, ObligationForm, obligation_initial
from agreements.obligations.kinds import TEMPLATES
from agreements.rows import place_faults, posted
from agreements.terms_on_page import scope_words
from settlements.engine.faults import InvalidInput


def edit_obligations(request, audience: Audience, number: str, version: int) -> HttpResponse:
    draft = draft_of(request, audience, number, version)
    if draft.state != Version.State.DRAFT:
        return no_draft(request, audience, draft)
    rows = [(row, scope_words(row)) for row in draft.obligations.all()]
    shown = audience.context(agreement=draft.agreement, version=draft, rows=rows, templates=TEMPLATES)
    return render(request, "agreements/obligations/edit_obligations.html", shown)


def add_obligation(request, audience: Audience, number: str, version: int) -> HttpResponse:
    draft = draft_of(request, audience, number, version)
    return _edit(request, audience, draft, None)


def edit_obligation(request, audience: Audience, number: str, version: int, row: int) -> HttpResponse:
    draft = draft_of(request, audience, number, version)
    return _edit(request, audience, draft, get_object_or_404(draft.obligations, pk=row))


def _edit(request, audience: Audience, draft: Version, row: Obligation | None) -> HttpResponse:
    if draft.state != Version.State.DRAFT:
        return no_draft(request, audience, draft)
    initial = obligation_initial(draft, row, request.GET.get("kind", ""))
    parties = [Agreement.Party.PARTNER, *([Agreement.Party.LICENSOR] if audience.is_staff else [])]
    form = ObligationForm(posted(request), version=draft, parties=parties, row=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            editing.edit_obligation(version=draft, obligation=form.document(), by=request.user, row=row)
        except InvalidInput as error:
            place_faults(error.faults, form, FIELDS)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The obligation is saved."))
            return redirect(audience.url("edit_obligations", draft.agreement.number, draft.number))
    shown = audience.context(agreement=draft.agreement, version=draft, row=row, form=form)
    status = 422 if form.errors else 200
    return render(request, "agreements/obligations/edit_obligation.html", shown, status=status)


def remove_obligation(request, audience: Audience, number: str, version: int, row: int) -> HttpResponse:
    draft = draft_of(request, audience, number, version)
    found = get_object_or_404(draft.obligations, pk=row)
    if request.method != "POST":
        shown = audience.context(agreement=draft.agreement, version=draft, row=found)
        return render(request, "agreements/obligations/remove_obligation.html", shown)
    try:
        removing.remove_obligation(obligation=found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The obligation is removed."))
    return redirect(audience.url("edit_obligations", number, version))
