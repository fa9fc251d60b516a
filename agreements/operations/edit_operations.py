"""Change a draft's operational terms."""

from typing import Any

from django.db import transaction

from agreements.lock_draft import lock_draft, note_editor
from agreements.models import OperationalTerms, Version
from agreements.negotiation.who_edits import require_editor
from agreements.operations import operations_document
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def edit_operations(*, version: Version, operations: dict[str, Any], by: User) -> OperationalTerms:
    """Let the draft say `operations` (operations_document.py); an absent member is not agreed.

    Raises Http404 or PermissionDenied for those who may not write in the draft, ValidationError for a version
    that is no draft, InvalidInput with paths from `operations`.
    """
    require_editor(version, by)
    version = lock_draft(version)
    operations_document.write(version, operations)
    note_editor(version, by)
    version.save(update_fields=["prepared_by", "prepared_at", "editor_ids"])
    record_event(
        event="version.operations_edited",
        subject=version.agreement.number,
        actor=by,
        partner=version.agreement.partner,
        details={"version": version.number},
    )
    return operations_document.operations_of(version)
