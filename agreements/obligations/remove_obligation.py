"""Take an obligation out of a draft."""

from django.db import transaction

from agreements.lock_draft import lock_draft, note_editor
from agreements.models import Obligation
from agreements.negotiation.who_edits import require_editor
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def remove_obligation(*, obligation: Obligation, by: User) -> None:
    """Raises PermissionDenied for those who may not write in it; ValidationError where it is no draft."""
    require_editor(obligation.version, by)
    version = lock_draft(obligation.version)
    Obligation.objects.filter(pk=obligation.pk, version=version).delete()
    note_editor(version, by)
    version.save(update_fields=["prepared_by", "prepared_at", "editor_ids"])
    record_event(
        event="obligation.removed",
        subject=version.agreement.number,
        actor=by,
        partner=version.agreement.partner,
        details={"version": version.number, "obligation": obligation.code},
    )
