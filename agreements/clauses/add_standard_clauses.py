"""Begin with the standard texts."""

from django.db import transaction

from agreements.lock_draft import lock_draft, note_editor
from agreements.models import Clause, Version
from agreements.negotiation.who_edits import require_editor
from agreements.standard_clauses import write_standard_clauses
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def add_standard_clauses(*, version: Version, by: User) -> list[Clause]:
    """A standard clause of each kind the draft has none of; none where it has them all.

    Raises PermissionDenied for those who may not write in the draft, ValidationError where it is none.
    """
    require_editor(version, by)
    version = lock_draft(version)
    added = write_standard_clauses(version)
    if not added:
        return []
    note_editor(version, by)
    version.save(update_fields=["prepared_by", "prepared_at", "editor_ids"])
    record_event(
        event="standard_clauses.added",
        subject=version.agreement.number,
        actor=by,
        partner=version.agreement.partner,
        details={"version": version.number, "clauses": [row.number for row in added]},
    )
    return added
