"""The editor of a draft, for whoever may write it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agreements import version_forms
from agreements.access import versions_listed, versions_to_show
from agreements.audience import Audience
from agreements.discard_version import discard_version as discard
from agreements.edit_version import edit_version as write_version
from agreements.models import Version
from agreements.negotiation.who_edits import why_not_a_draft
from agreements.rows import one_more, place_faults, silence
from agreements.terms_on_page import rule_cards
from agreements.version_shown import FIRST, most_rules
from settlements.engine.faults import InvalidInput


def edit_version(request, audience: Audience, number, version):
    draft = audience.draft(request.user, number, version, partial(versions_to_show, most=most_rules(request)))
    if draft.state != Version.State.DRAFT:
        return no_draft(request, audience, draft)
    if request.method == "POST":
        return _write_version(request, audience, draft)
    audience.look(draft.agreement, request.user, "edit_version")
    form = version_forms.VersionForm(initial=version_forms.version_initial(draft))
    return _show_version(request, audience, draft, form, version_forms.grant_rows(draft))


def _write_version(request, audience: Audience, draft: Version):
    adding = "add_grant" in request.POST
    posted = one_more(request.POST, "grants") if adding else request.POST
    form, grants = version_forms.VersionForm(posted), version_forms.grant_rows(draft, posted)
    if adding:
        silence(form)
        silence(grants)
        return _show_version(request, audience, draft, form, grants)
    if form.is_valid() & grants.is_valid():
        document = form.document()
        document["exclusivity"] = [row.document() for row in grants.filled]
        holders = [row.holder_given for row in grants.filled]
        try:
            write_version(
                version=draft,
                terms=document,
                by=request.user,
                holders=holders,
                dated_back=form.cleaned_data["dated_back"],
            )
        except InvalidInput as error:
            rows = {"exclusivity": (grants.filled, version_forms.GRANT_FIELDS)}
            place_faults(error.faults, form, version_forms.FIELDS, rows)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(audience.url("edit_version", draft.agreement.number, draft.number))
    return _show_version(request, audience, draft, form, grants, status=422)


def _show_version(request, audience: Audience, draft: Version, form, grants, status=200):
    shown = audience.context(
        version=draft,
        agreement=draft.agreement,
        form=form,
        grants=grants,
        cards=rule_cards(draft, draft.first_rules),
        first=FIRST,
    )
    return render(request, "agreements/edit_version.html", shown, status=status)


def discard_version(request, audience: Audience, number, version):
    draft = audience.draft(request.user, number, version, versions_listed)
    if request.method == "POST":
        then = audience.url("agreement", draft.agreement.number)
        return do(request, lambda: discard(version=draft, by=request.user), then)
    shown = audience.context(version=draft, agreement=draft.agreement)
    return render(request, "agreements/discard_version.html", shown)


def do(request, act, then: str):
    """One act and the page to go to after it; what the act refuses is said there."""
    try:
        act()
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    return redirect(then)


def no_draft(request, audience: Audience, version: Version):
    """To the version's page, with the sentence that says what it is instead."""
    messages.info(request, why_not_a_draft(version))
    return redirect(audience.url("version", version.agreement.number, version.number))
