"""Change a draft."""

from typing import Any

from django.db import transaction

from agreements.access import versions_with_rules
from agreements.catalogue_codes import CatalogueCodes
from agreements.check_terms import check_version
from agreements.lock_draft import lock_draft, note_editor
from agreements.models import Version
from agreements.negotiation.who_edits import require_editor
from agreements.terms_document import version_document
from agreements.write_terms import write_grants, write_header, write_terms
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def edit_version(
    *,
    version: Version,
    terms: dict[str, Any],
    by: User,
    holders: list[str] | None = None,
    dated_back: bool = False,
) -> Version:
    """Let the draft say `terms`: members of a version as in FORMULA section 10, without its number.

    Rules stay as they are where `rate_rules` is absent; anything else absent goes back to its default.
    `holders`: who holds each right of `exclusivity`, as in `write_grants`. `dated_back`: it may begin on
    settled days, which a restatement then settles anew.
    Raises PermissionDenied for those who may not edit it, ValidationError where it is no draft,
    InvalidInput with paths from the version's members.
    """
    require_editor(version, by)
    version = lock_draft(version)
    now = version_document(versions_with_rules(version.agreement).get(pk=version.pk))
    wanted = {"rate_rules": now["rate_rules"], **terms, "version": version.number}
    checked = check_version(agreement=version.agreement, version=wanted)
    note_editor(version, by)
    version.dated_back = dated_back
    if "rate_rules" in terms:
        write_terms(version, checked, CatalogueCodes(), holders)
    else:
        write_header(version, checked)
        write_grants(version, checked.exclusivity, CatalogueCodes(), holders)
    record_event(
        event="version.edited",
        subject=version.agreement.number,
        actor=by,
        partner=version.agreement.partner,
        details={"version": version.number},
    )
    return version
