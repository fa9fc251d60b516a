"""Add a clause to a draft, or change one."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.clauses.numbers import LONGEST, NUMBER
from agreements.clauses.put_in_order import put_in_order
from agreements.lock_draft import lock_draft, note_editor
from agreements.models import Clause, Version
from agreements.negotiation.who_edits import require_editor
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def edit_clause(
    *, version: Version, by: User, number: str, kind: str, title: str, text: str, row: Clause | None = None
) -> Clause:
    """Write the clause over `row`, or as a new one. Clauses stand in the order of their numbers.

    Raises PermissionDenied for those who may not write in the draft; ValidationError, by field, for a number
    that is none or taken, and for a version that is no draft.
    """
    require_editor(version, by)
    version = lock_draft(version)
    if row is not None and not version.clauses.filter(pk=row.pk).exists():
        raise ValidationError(_("This clause was removed meanwhile. Add it again."), "removed")
    if len(number) > LONGEST or not NUMBER.fullmatch(number):
        raise _wrong_number(_("Number it with digits and points, like 4 or 4.1."), "bad_number")
    if version.clauses.filter(number=number).exclude(pk=row.pk if row else None).exists():
        raise _wrong_number(_("Another clause has this number. Choose a free one."), "number_taken")
    clause = row or Clause(version=version, partner_id=version.partner_id, position=0)
    clause.number, clause.kind, clause.title, clause.text = number, kind, title, text
    clause.full_clean(exclude=["version", "partner"])
    clause.save()
    put_in_order(version)
    note_editor(version, by)
    version.save(update_fields=["prepared_by", "prepared_at", "editor_ids"])
    record_event(
        event="clause.edited",
        subject=version.agreement.number,
        actor=by,
        partner=version.agreement.partner,
        details={"version": version.number, "clause": clause.number, "kind": clause.kind},
    )
    return clause


def _wrong_number(sentence: str, code: str) -> ValidationError:
    return ValidationError({"number": ValidationError(sentence, code)})
