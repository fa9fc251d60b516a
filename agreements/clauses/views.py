"""The editor of a draft's clauses. Which side's, says the audience; who may write, the verbs."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from agreements.audience import Audience
from agreements.clauses import add_standard_clauses as adding
from agreements.clauses import edit_clause as editing
from agreements.clauses import remove_clause as removing
from agreements.clauses.forms import ClauseForm, clause_initial
from agreements.clauses.missing_kinds import missing_kinds
from agreements.models import Clause, Version
from agreements.negotiation.who_edits import require_editor, why_not_a_draft
from agreements.rows import posted
from agreements.standard_clauses import STANDARD_CLAUSES


def edit_clauses(request, audience: Audience, number: str, version: int) -> HttpResponse:
    """All of them in order; POST adds the standard ones that are missing."""
    draft = draft_of(request, audience, number, version)
    if request.method == "POST":
        try:
            added = adding.add_standard_clauses(version=draft, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            words = (
                _("The standard clauses are added. Read and change them.") if added else _("None missing.")
            )
            messages.success(request, words)
        return redirect(audience.url("edit_clauses", number, version))
    if draft.state != Version.State.DRAFT:
        return no_draft(request, audience, draft)
    kinds = {clause.kind for clause in draft.clauses.all()}
    shown = audience.context(
        agreement=draft.agreement,
        version=draft,
        missing=missing_kinds(draft),
        standards=[each for each in STANDARD_CLAUSES if each.kind not in kinds],
    )
    return render(request, "agreements/clauses/edit_clauses.html", shown)


def add_clause(request, audience: Audience, number: str, version: int) -> HttpResponse:
    draft = draft_of(request, audience, number, version)
    return _edit(request, audience, draft, None)


def edit_clause(request, audience: Audience, number: str, version: int, clause: int) -> HttpResponse:
    draft = draft_of(request, audience, number, version)
    return _edit(request, audience, draft, get_object_or_404(draft.clauses, pk=clause))


def _edit(request, audience: Audience, draft: Version, row: Clause | None) -> HttpResponse:
    if draft.state != Version.State.DRAFT:
        return no_draft(request, audience, draft)
    initial = clause_initial(draft, row, request.GET.get("kind", ""))
    form = ClauseForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = editing.edit_clause(version=draft, by=request.user, row=row, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Clause %(number)s is saved.") % {"number": made.number})
            return redirect(audience.url("edit_clauses", draft.agreement.number, draft.number))
    shown = audience.context(agreement=draft.agreement, version=draft, clause=row, form=form)
    status = 422 if form.errors else 200
    return render(request, "agreements/clauses/edit_clause.html", shown, status=status)


def remove_clause(request, audience: Audience, number: str, version: int, clause: int) -> HttpResponse:
    draft = draft_of(request, audience, number, version)
    row = get_object_or_404(draft.clauses, pk=clause)
    if request.method != "POST":
        shown = audience.context(agreement=draft.agreement, version=draft, clause=row)
        return render(request, "agreements/clauses/remove_clause.html", shown)
    try:
        removing.remove_clause(clause=row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Clause %(number)s is removed.") % {"number": row.number})
    return redirect(audience.url("edit_clauses", number, version))


def draft_of(request, audience: Audience, number: str, version: int) -> Version:
    draft = audience.version(request.user, number, version)
    require_editor(draft, request.user)
    return draft


def no_draft(request, audience: Audience, version: Version) -> HttpResponse:
    messages.info(request, why_not_a_draft(version))
    return redirect(audience.url("agreement", version.agreement.number))
