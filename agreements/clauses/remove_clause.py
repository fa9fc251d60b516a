"""Take a clause out of a draft."""

from django.db import transaction

from agreements.clauses.put_in_order import put_in_order
from agreements.lock_draft import lock_draft, note_editor
from agreements.models import Clause
from agreements.negotiation.who_edits import require_editor
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def remove_clause(*, clause: Clause, by: User) -> None:
    """Raises PermissionDenied for those who may not write in it; ValidationError where it is no draft."""
    require_editor(clause.version, by)
    version = lock_draft(clause.version)
    Clause.objects.filter(pk=clause.pk, version=version).delete()
    put_in_order(version)
    note_editor(version, by)
    version.save(update_fields=["prepared_by", "prepared_at", "editor_ids"])
    record_event(
        event="clause.removed",
        subject=version.agreement.number,
        actor=by,
        partner=version.agreement.partner,
        details={"version": version.number, "clause": clause.number},
    )
