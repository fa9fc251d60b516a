"""Add an obligation to a draft, or change one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.lock_draft import lock_draft, note_editor
from agreements.models import Obligation, Version
from agreements.negotiation.who_edits import require_editor
from agreements.obligations.obligations_document import MEMBER, obligation_document, read
from portal.accounts.models import User
from portal.audit.record_event import record_event
from settlements.engine.faults import Fault, InvalidInput


@transaction.atomic
def edit_obligation(
    *, version: Version, obligation: dict[str, Any], by: User, row: Obligation | None = None
) -> Obligation:
    """Write `obligation`, a row of the member `obligations`, over `row` or as a new one.

    Raises PermissionDenied for those who may not write in the draft; ValidationError for a version that is
    no draft or a row that is gone; InvalidInput with paths from the row's members.
    """
    require_editor(version, by)
    version = lock_draft(version)
    rows = list(version.obligations.select_related("owner", "application", "model", "market"))
    if row is not None and row not in rows:
        raise ValidationError(_("This obligation was removed meanwhile. Add it again."), "removed")
    try:
        [fields] = read(version, [obligation])
    except InvalidInput as error:
        raise InvalidInput([_from_row(fault) for fault in error.faults]) from error
    if any(each.code == fields["code"] for each in rows if each != row):
        sentence = "Another obligation of this version has this id. Choose a free one."
        raise InvalidInput([Fault("code", "repeated_id", sentence)])
    target = row or Obligation(version=version, partner_id=version.partner_id)
    before = obligation_document(row) if row else None
    for name, value in fields.items():
        setattr(target, name, value)
    target.save()
    note_editor(version, by)
    version.save(update_fields=["prepared_by", "prepared_at", "editor_ids"])
    record_event(
        event="obligation.edited",
        subject=version.agreement.number,
        actor=by,
        partner=version.agreement.partner,
        details={"version": version.number, "obligation": target.code, "new": before is None},
    )
    return target


def _from_row(fault: Fault) -> Fault:
    path = fault.path.removeprefix(f"{MEMBER}[0]").removeprefix(".")
    return Fault(path or "$", fault.code, fault.message)
