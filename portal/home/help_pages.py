"""Help: where to look, who may do what, and how a statement is calculated."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.accounts.access import is_staff
from portal.home.help_texts import PARTNER_ROLES, STAFF_ROLES, WORDS
from portal.home.worked_statement import worked_statement
from settlements.statements.bundle.verifier import NAME as VERIFIER_NAME
from settlements.statements.bundle.verifier import verifier, verifier_sha256


@require_safe
@login_required
def help_front(request):
    """Staff read of their own roles and of partners', who invite their people themselves."""
    staff = is_staff(request.user)
    roles = [(role.label, text) for role, text in PARTNER_ROLES.items()]
    staff_roles = [(role.label, text) for role, text in STAFF_ROLES.items()] if staff else []
    prefix = "staff_" if staff else ""
    context = {
        "roles": roles,
        "staff_roles": staff_roles,
        "words": WORDS,
        "prefix": prefix,
        "verifier": verifier_sha256(),
    }
    return render(request, "home/help.html", context)


@require_safe
@login_required
def help_formula(request):
    """One worked settlement, the same for everybody: it tells nothing of anybody's terms."""
    return render(request, "home/help_formula.html", {"worked": worked_statement()})


@require_safe
@login_required
def help_verifier(request):
    """The program that recomputes a bundle, as every bundle holds it."""
    response = HttpResponse(verifier(), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{VERIFIER_NAME}"'
    return response
