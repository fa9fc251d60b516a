"""Agreements as staff see and begin them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agreements import access
from agreements.agreement_forms import AgreementForm, ImportForm, NewVersionForm
from agreements.agreement_rooms import rooms_of
from agreements.agreement_templates.access import beginning_from, templates
from agreements.audience import STAFF
from agreements.both_sides import READERS
from agreements.discard_agreement import discard_agreement as discard
from agreements.draft_agreement import draft_agreement as draft
from agreements.draft_version import draft_version as begin_version
from agreements.edit_agreement import edit_agreement as correct
from agreements.fault_words import words_of
from agreements.filters import AgreementFilters
from agreements.import_terms import import_terms as take_over
from agreements.models import Version
from agreements.negotiation.listed import negotiation_shown
from agreements.obligations.counts import counts_of
from agreements.operations.over_time import over_time
from agreements.partner_views import contributions_shown, versions_on_page
from agreements.rows import posted
from agreements.tables import StaffAgreementTable
from agreements.term.acts import term_shown
from agreements.terms_file import terms_file
from agreements.version_shown import most_rules
from agreements.view_terms import view_terms
from agreements.why_not_change import why_not_discard, why_not_edit
from portal.accounts.access import is_staff, licensor, staff_page
from portal.accounts.roles import StaffRole
from portal.web.listing import list_page
from settlements.engine.faults import InvalidInput

CONTRACTS = StaffRole.CONTRACTS
_MOST_FAULTS = 100


@staff_page()
def staff_agreements(request):
    return list_page(
        request,
        queryset=access.staff_agreements(request.user),
        table_class=StaffAgreementTable,
        filter_class=AgreementFilters,
        template="agreements/staff_agreements.html",
        name="agreements",
        extra={"may_draft": is_staff(request.user, CONTRACTS)},
    )


@staff_page(CONTRACTS)
def draft_agreement(request):
    asked = request.GET
    like = beginning_from(request.user, asked.get("template", ""), asked.get("copy", ""))
    initial = {"time_zone": licensor().time_zone} | (like.frame if like else {})
    form = AgreementForm(posted(request), user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = draft(by=request.user, like=like, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except InvalidInput as error:
            form.add_error(
                None, [f"{fault.path}: {words_of(fault)}" for fault in error.faults[:_MOST_FAULTS]]
            )
        else:
            messages.success(
                request, _("%(number)s is drafted. Now say its terms.") % {"number": made.number}
            )
            return redirect("staff_agreement", made.number)
    offered = templates(request.user).filter(retired_at=None)
    shown = {"form": form, "like": like, "templates": offered}
    return render(request, "agreements/draft_agreement.html", shown)


@staff_page(CONTRACTS)
def edit_agreement(request, number):
    found = access.staff_agreement(request.user, number)
    if refusal := why_not_edit(found):
        messages.info(request, refusal)
        return redirect("staff_agreement", found.number)
    form = AgreementForm(posted(request), user=request.user, agreement=found)
    if request.method == "POST" and form.is_valid():
        try:
            correct(agreement=found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("staff_agreement", found.number)
    return render(request, "agreements/draft_agreement.html", {"form": form, "agreement": found})


@staff_page(CONTRACTS)
def discard_agreement(request, number):
    found = access.staff_agreement(request.user, number)
    refusal = why_not_discard(found)
    if request.method == "POST" and not refusal:
        try:
            discard(agreement=found, by=request.user)
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            messages.success(request, _("%(number)s is discarded.") % {"number": found.number})
            return redirect("staff_agreements")
    if refusal:
        messages.error(request, refusal)
        return redirect("staff_agreement", found.number)
    return render(request, "agreements/discard_agreement.html", {"agreement": found})


@staff_page()
def staff_agreement(request, number):
    found = access.staff_agreement(request.user, number)
    shown = {"agreement": found, "licensor": licensor(), "sees_rates": access.may_see_rates(request.user)}
    if is_staff(request.user, *READERS):
        shown["counts"] = counts_of(found)
    if not shown["sees_rates"]:
        shown["over_time"] = over_time(found)
        return render(request, "agreements/staff_agreement.html", shown)
    view_terms(agreement=found, by=request.user, page="staff_agreement")
    rows = access.seen_by_staff(found, access.versions_listed)
    shown |= STAFF.context(**negotiation_shown(rows, request.user, staff=True))
    shown |= versions_on_page(found, most_rules(request)) | {
        "term": term_shown(found, request.user, staff=True),
        "contributions": contributions_shown(found),
        "looks": access.looks_at_terms(found),
        "rooms": rooms_of(request.user, found, is_staff=True),
        "prepares": is_staff(request.user, CONTRACTS),
        "why_not_edit": why_not_edit(found),
        "why_not_discard": why_not_discard(found),
        "contracts": CONTRACTS.label,
        "readers": ", ".join(str(role.label) for role in access.RATE_READERS),
    }
    return render(request, "agreements/staff_agreement.html", shown)


@staff_page()
def staff_agreement_terms(request, number):
    found = access.staff_agreement(request.user, number)
    access.require_rates(request.user)
    view_terms(agreement=found, by=request.user, page="staff_agreement_terms")
    return terms_file(found)


@staff_page(CONTRACTS)
def draft_version(request, number):
    found = access.staff_agreement(request.user, number)
    versions = access.versions_listed(found)
    latest = versions.filter(state=Version.State.IN_FORCE).last()
    form = NewVersionForm(posted(request), versions=versions, initial={"copy_of": latest})
    if request.method == "POST" and form.is_valid():
        try:
            made = begin_version(agreement=found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except InvalidInput as error:
            form.add_error("copy_of", [f"{fault.path}: {words_of(fault)}" for fault in error.faults])
        else:
            return redirect("edit_version", found.number, made.number)
    return render(request, "agreements/draft_version.html", {"form": form, "agreement": found})


@staff_page(CONTRACTS)
def import_terms(request, number):
    found = access.staff_agreement(request.user, number)
    form = ImportForm(posted(request), request.FILES)
    faults = []
    if request.method == "POST" and form.is_valid():
        try:
            made = take_over(agreement=found, document=form.cleaned_data["terms"], by=request.user)
        except InvalidInput as error:
            faults = error.faults
        else:
            messages.success(request, _imported(made))
            return redirect("staff_agreement", found.number)
    shown = {
        "form": form,
        "agreement": found,
        "faults": [(fault.path, words_of(fault)) for fault in faults[:_MOST_FAULTS]],
        "more_faults": max(0, len(faults) - _MOST_FAULTS),
    }
    return render(request, "agreements/import_terms.html", shown, status=422 if faults else 200)


def _imported(made: list[Version]) -> str:
    if not made:
        return _("Nothing to take over: all of these versions are in force already and say the same.")
    numbers = ", ".join(str(version.number) for version in made)
    return _("Drafted: version %(numbers)s. Somebody else may now approve.") % {"numbers": numbers}
