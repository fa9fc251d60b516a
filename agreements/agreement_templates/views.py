"""Templates of agreements: the list, and saving one from a version."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.access import staff_version
from agreements.agreement_templates.access import template_of, templates
from agreements.agreement_templates.forms import TemplateForm
from agreements.agreement_templates.rename_template import rename_template as rename
from agreements.agreement_templates.restore_template import restore_template as restore
from agreements.agreement_templates.retire_template import retire_template as retire
from agreements.agreement_templates.save_template import save_template as save
from agreements.rows import posted
from agreements.view_terms import view_terms
from portal.accounts.access import staff_page
from portal.accounts.roles import StaffRole

_BASE = "base_staff.html"


@staff_page(StaffRole.CONTRACTS)
def agreement_templates(request):
    shown = {"templates": templates(request.user)}
    return render(request, "agreements/templates/agreement_templates.html", shown)


@staff_page(StaffRole.CONTRACTS)
def save_template(request, number, version):
    found = staff_version(request.user, number, version)
    form = TemplateForm(posted(request), initial={"name": found.agreement.title[:100]})
    if request.method == "POST" and _done(form, lambda name: save(version=found, name=name, by=request.user)):
        messages.success(request, _("The template is saved. It is offered when an agreement is drafted."))
        return redirect("agreement_templates")
    if request.method != "POST":
        view_terms(agreement=found.agreement, by=request.user, page="save_template")
    shown = {
        "title": _("Save version %(number)s as a template") % {"number": found.number},
        "text": _("Rules, limits, rights and clauses are kept, without the partner and without days."),
        "action": _("Save the template"),
        "back": reverse("staff_version", args=[number, version]),
        "crumb_list": [(reverse("staff_agreement", args=[number]), number)],
    }
    return _page(request, form, shown)


@staff_page(StaffRole.CONTRACTS)
def rename_template(request, template):
    found = template_of(request.user, template)
    form = TemplateForm(posted(request), initial={"name": found.name})
    if request.method == "POST" and _done(
        form, lambda name: rename(template=found, name=name, by=request.user)
    ):
        messages.success(request, _("Saved."))
        return redirect("agreement_templates")
    title = _("Rename the template %(name)s") % {"name": found.name}
    return _page(request, form, {"title": title, "action": _("Save")} | _of_the_list())


@staff_page(StaffRole.CONTRACTS)
def retire_template(request, template):
    """Retire it, or offer a retired one again."""
    found = template_of(request.user, template)
    if request.method == "POST":
        act = retire if found.retired_at is None else restore
        try:
            act(template=found, by=request.user)
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
        return redirect("agreement_templates")
    if found.retired_at is None:
        shown = {
            "title": _("Retire the template %(name)s?") % {"name": found.name},
            "text": _("It is offered no longer. Agreements that began with it stay as they are."),
            "action": _("Retire the template"),
        }
    else:
        shown = {
            "title": _("Offer the template %(name)s again?") % {"name": found.name},
            "action": _("Offer it again"),
        }
    return _page(request, None, shown | _of_the_list())


def _done(form, act) -> bool:
    """Whether the act was done with the name; what it refuses is said in the form."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data["name"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _page(request, form, shown):
    status = 422 if form is not None and form.errors else 200
    return render(request, "elements/act.html", {"base": _BASE, "form": form, **shown}, status=status)


def _of_the_list() -> dict:
    url = reverse("agreement_templates")
    return {"back": url, "crumb_list": [(url, _("Templates"))]}
