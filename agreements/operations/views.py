"""The editor of a draft's operational terms. Which side's, says the audience; who may write, the verb."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agreements.audience import Audience
from agreements.clauses.views import draft_of, no_draft
from agreements.models import Version
from agreements.operations.edit_operations import edit_operations as write
from agreements.operations.forms import FIELDS, OperationsForm, operations_initial
from agreements.operations.over_time import over_time
from agreements.rows import place_faults, posted
from settlements.engine.faults import InvalidInput


def edit_operations(request, audience: Audience, number: str, version: int) -> HttpResponse:
    draft = draft_of(request, audience, number, version)
    if draft.state != Version.State.DRAFT:
        return no_draft(request, audience, draft)
    form = OperationsForm(posted(request), initial=operations_initial(draft), agreement=draft.agreement)
    if request.method == "POST" and form.is_valid():
        try:
            write(version=draft, operations=form.document(), by=request.user)
        except InvalidInput as error:
            place_faults(error.faults, form, FIELDS)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The operational terms are saved."))
            return redirect(audience.url("edit_version", draft.agreement.number, draft.number))
    shown = audience.context(
        agreement=draft.agreement, version=draft, form=form, over_time=over_time(draft.agreement)
    )
    status = 422 if form.errors else 200
    return render(request, "agreements/operations/edit_operations.html", shown, status=status)
