"""Say what kinds of work are worth, in a draft."""

from typing import Any

from django.db import transaction

from agreements.contributions import tariff_document
from agreements.lock_draft import lock_draft, note_editor
from agreements.models import Version
from agreements.negotiation.who_edits import require_editor
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def edit_tariff(*, version: Version, tariff: list[dict[str, Any]], by: User) -> Version:
    """The draft's tariff is `tariff` (tariff_document.py) from now on.

    Raises Http404 or PermissionDenied for those who may not write in the draft, ValidationError for a version
    that is no draft, InvalidInput with paths from `tariff`.
    """
    require_editor(version, by)
    version = lock_draft(version)
    tariff_document.write(version, tariff)
    note_editor(version, by)
    version.save()
    record_event(
        event="tariff.edited",
        subject=version.agreement.number,
        actor=by,
        partner=version.agreement.partner,
        details={"version": version.number, "rows": len(tariff)},
    )
    return version
