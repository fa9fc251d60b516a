"""The editor of a draft."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agreements import access, rule_forms, version_forms
from agreements.discard_version import discard_version as discard
from agreements.edit_rule import edit_rule as write_rule
from agreements.edit_version import edit_version as write_version
from agreements.models import RateRule, Version
from agreements.negotiation.who_edits import why_not_a_draft
from agreements.remove_rule import remove_rule as take_out
from agreements.rows import one_more, place_faults, silence
from agreements.terms_on_page import rule_cards
from agreements.view_terms import view_terms
from portal.accounts.access import staff_page
from portal.accounts.roles import StaffRole
from settlements.engine.faults import InvalidInput

CONTRACTS = StaffRole.CONTRACTS


@staff_page(CONTRACTS)
def edit_version(request, number, version):
    draft = access.staff_version(request.user, number, version)
    if draft.state != Version.State.DRAFT:
        return _no_draft(request, draft)
    if request.method == "POST":
        return _write_version(request, draft)
    view_terms(agreement=draft.agreement, by=request.user, page="edit_version")
    form = version_forms.VersionForm(initial=version_forms.version_initial(draft))
    return _show_version(request, draft, form, version_forms.grant_rows(draft))


def _write_version(request, draft: Version):
    adding = "add_grant" in request.POST
    posted = one_more(request.POST, "grants") if adding else request.POST
    form, grants = version_forms.VersionForm(posted), version_forms.grant_rows(draft, posted)
    if adding:
        silence(form)
        silence(grants)
        return _show_version(request, draft, form, grants)
    if form.is_valid() & grants.is_valid():
        document = form.document()
        document["exclusivity"] = [row.document() for row in grants.filled]
        try:
            write_version(version=draft, terms=document, by=request.user)
        except InvalidInput as error:
            rows = {"exclusivity": (grants.filled, version_forms.GRANT_FIELDS)}
            place_faults(error.faults, form, version_forms.FIELDS, rows)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("edit_version", draft.agreement.number, draft.number)
    return _show_version(request, draft, form, grants, status=422)


def _show_version(request, draft: Version, form, grants, status=200):
    shown = {
        "version": draft,
        "agreement": draft.agreement,
        "form": form,
        "grants": grants,
        "cards": rule_cards(draft),
    }
    return render(request, "agreements/edit_version.html", shown, status=status)


@staff_page(CONTRACTS)
def edit_rule(request, number, version, rule=None):
    draft = access.staff_version(request.user, number, version)
    if draft.state != Version.State.DRAFT:
        return _no_draft(request, draft)
    row = access.rule_of(draft, rule) if rule is not None else None
    if request.method == "POST":
        return _write_rule(request, draft, row)
    view_terms(agreement=draft.agreement, by=request.user, page="edit_rule")
    form = rule_forms.RuleForm(rule=row, initial=rule_forms.rule_initial(row))
    return _show_rule(request, draft, row, form, rule_forms.tier_rows(row))


def _write_rule(request, draft: Version, row: RateRule | None):
    adding = "add_tier" in request.POST
    posted = one_more(request.POST, "tiers") if adding else request.POST
    form, tiers = rule_forms.RuleForm(posted, rule=row), rule_forms.tier_rows(row, posted)
    if adding:
        silence(form)
        silence(tiers)
        return _show_rule(request, draft, row, form, tiers)
    if form.is_valid() & tiers.is_valid():
        document = form.document([tier.document() for tier in tiers.filled])
        try:
            made = write_rule(version=draft, rule=document, row=row, by=request.user)
        except InvalidInput as error:
            rows = {"tiers": (tiers.filled, rule_forms.TIER_FIELDS)}
            place_faults(error.faults, form, rule_forms.FIELDS, rows)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Rule %(code)s is saved.") % {"code": made.code})
            return redirect("edit_version", draft.agreement.number, draft.number)
    return _show_rule(request, draft, row, form, tiers, status=422)


def _show_rule(request, draft: Version, row: RateRule | None, form, tiers, status=200):
    shown = {
        "version": draft,
        "agreement": draft.agreement,
        "rule": row,
        "form": form,
        "tiers": tiers,
        "rows": rule_forms.lower_bounds(tiers),
    }
    return render(request, "agreements/edit_rule.html", shown, status=status)


@staff_page(CONTRACTS)
def remove_rule(request, number, version, rule):
    draft = access.staff_version(request.user, number, version)
    row = access.rule_of(draft, rule)
    if request.method == "POST":
        return _do(request, draft, lambda: take_out(rule=row, by=request.user), "edit_version", draft.number)
    shown = {"version": draft, "agreement": draft.agreement, "rule": row}
    return render(request, "agreements/remove_rule.html", shown)


@staff_page(CONTRACTS)
def discard_version(request, number, version):
    draft = access.staff_version(request.user, number, version)
    if request.method == "POST":
        return _do(request, draft, lambda: discard(version=draft, by=request.user), "staff_agreement")
    return render(
        request, "agreements/discard_version.html", {"version": draft, "agreement": draft.agreement}
    )


def _do(request, draft: Version, act, then: str, *args):
    """One act and where to go after it; what the act refuses is said there."""
    try:
        act()
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    return redirect(then, draft.agreement.number, *args)


def _no_draft(request, version: Version):
    messages.info(request, why_not_a_draft(version))
    return redirect("staff_version", version.agreement.number, version.number)
