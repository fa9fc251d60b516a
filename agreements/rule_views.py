"""The editor of a rate rule: its tiers, and the worked example that follows what is typed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agreements import access, rule_forms
from agreements.audience import Audience
from agreements.edit_rule import edit_rule as write_rule
from agreements.example.shown_example import shown_example
from agreements.models import RateRule, Version
from agreements.remove_rule import remove_rule as take_out
from agreements.rows import one_less, one_more, place_faults, silence
from agreements.version_views import do, no_draft
from settlements.engine.faults import InvalidInput

_REDRAWN_BY = ("add_tier", "remove_tier", "show_example")


def edit_rule(request, audience: Audience, number, version, rule=None):
    draft = audience.draft(request.user, number, version, access.versions_listed)
    if draft.state != Version.State.DRAFT:
        return no_draft(request, audience, draft)
    row = access.rule_of(draft, rule) if rule is not None else None
    if request.method == "POST" and any(name in request.POST for name in _REDRAWN_BY):
        return _redraw(request, audience, draft, row)
    if request.method == "POST":
        return _write_rule(request, audience, draft, row)
    audience.look(draft.agreement, request.user, "edit_rule")
    form = rule_forms.RuleForm(rule=row, initial=rule_forms.rule_initial(row))
    return _show_rule(request, audience, draft, row, form, rule_forms.tier_rows(row))


def try_rule(request, audience: Audience, number, version):
    """The example for what stands in the form, and what the form says around it; nothing is written."""
    draft = audience.draft(request.user, number, version, access.versions_listed)
    tiers = rule_forms.tier_rows(None, request.POST)
    shown = audience.context(
        agreement=draft.agreement, version=draft, **_tiers_shown(tiers), **_example(request, draft)
    )
    return render(request, "agreements/editor/_try_rule.html", shown)


def _redraw(request, audience: Audience, draft: Version, row: RateRule | None):
    """One tier more or less, or the example: what was typed stays and is not judged yet."""
    posted = request.POST
    if "add_tier" in posted:
        posted = one_more(posted, "tiers")
    elif "remove_tier" in posted:
        posted = one_less(posted, "tiers", posted["remove_tier"])
    form, tiers = rule_forms.RuleForm(posted, rule=row), rule_forms.tier_rows(row, posted)
    silence(form)
    silence(tiers)
    if "add_tier" in request.POST and len(tiers.forms) > 1:
        # the tier that was the last one gets its end next
        tiers.forms[-2].fields["up_to"].widget.attrs["autofocus"] = True
    return _show_rule(request, audience, draft, row, form, tiers)


def _write_rule(request, audience: Audience, draft: Version, row: RateRule | None):
    form, tiers = rule_forms.RuleForm(request.POST, rule=row), rule_forms.tier_rows(row, request.POST)
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
            return redirect(audience.url("edit_version", draft.agreement.number, draft.number))
    return _show_rule(request, audience, draft, row, form, tiers, status=422)


def _show_rule(request, audience: Audience, draft, row, form, tiers, *, status=200):
    shown = audience.context(
        version=draft,
        agreement=draft.agreement,
        rule=row,
        form=form,
        tiers=tiers,
        **_tiers_shown(tiers),
        **_example(request, draft, row),
    )
    return render(request, "agreements/edit_rule.html", shown, status=status)


def _tiers_shown(tiers):
    return {"rows": rule_forms.lower_bounds(tiers), "per_unit": tiers.form_kwargs["per_unit"]}


def _example(request, draft: Version, row: RateRule | None = None):
    """Of what is in the form, valid or not yet; of the stored rule while nothing was sent."""
    posted = request.POST if request.method == "POST" else None
    return shown_example(draft, rule_forms.rule_as_typed(row, posted), posted)


def remove_rule(request, audience: Audience, number, version, rule):
    draft = audience.draft(request.user, number, version, access.versions_listed)
    row = access.rule_of(draft, rule)
    if request.method == "POST":
        then = audience.url("edit_version", draft.agreement.number, draft.number)
        return do(request, lambda: take_out(rule=row, by=request.user), then)
    shown = audience.context(version=draft, agreement=draft.agreement, rule=row)
    return render(request, "agreements/remove_rule.html", shown)
