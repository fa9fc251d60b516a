"""Begin with the standard texts."""

from django.db import transaction

from agreements.clauses.numbers import free_number
from agreements.clauses.put_in_order import put_in_order
from agreements.lock_draft import lock_draft, note_editor
from agreements.models import Clause, Version
from agreements.negotiation.who_edits import require_editor
from agreements.standard_clauses import STANDARD_CLAUSES
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def add_standard_clauses(*, version: Version, by: User) -> list[Clause]:
    """A standard clause of each kind the draft has none of; none where it has them all.

    Raises PermissionDenied for those who may not write in the draft, ValidationError where it is none.
    """
    require_editor(version, by)
    version = lock_draft(version)
    rows = list(version.clauses.all())
    kinds, taken, added = {row.kind for row in rows}, {row.number for row in rows}, []
    for each in STANDARD_CLAUSES:
        if each.kind in kinds:
            continue
        number = free_number(each.number, taken)
        taken.add(number)
        added.append(
            Clause(
                version=version,
                partner_id=version.partner_id,
                number=number,
                position=0,
                kind=each.kind,
                title=each.title,
                text=each.text,
            )
        )
    if not added:
        return []
    Clause.objects.bulk_create(added)
    put_in_order(version)
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
