"""Change a draft's operational terms."""

from typing import Any

from django.db import transaction

from agreements.lock_draft import lock_draft, note_editor
from agreements.models import OperationalTerms, Version
from agreements.operations_document import MEMBERS, operations_of
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event


@transaction.atomic
def edit_operations(*, version: Version, operations: dict[str, Any], by: User) -> OperationalTerms:
    """Let the draft say `operations`: members of OperationalTerms by name; absent ones stay as they are.

    Raises PermissionDenied without the contracts role, ValidationError by field or where it is no draft.
    """
    require_staff(by, StaffRole.CONTRACTS)
    version = lock_draft(version)
    row = operations_of(version)
    for name in MEMBERS:
        if name in operations:
            setattr(row, name, operations[name])
    row.full_clean()
    row.save()
    note_editor(version, by)
    version.save(update_fields=["prepared_by", "prepared_at", "editor_ids"])
    record_event(
        event="version.operations_edited",
        subject=version.agreement.number,
        actor=by,
        partner=version.agreement.partner,
        details={"version": version.number},
    )
    return row
