"""Take an entry out of what is offered; what names it keeps it."""

from django.db import transaction
from django.utils import timezone

from agreements.catalogue.entries import KINDS
from agreements.models.catalogue import CatalogueEntry
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event


@transaction.atomic
def retire_entry(*, kind: str, entry: CatalogueEntry, by: User) -> None:
    """Idempotent. Raises PermissionDenied without the administrator role."""
    require_staff(by, StaffRole.ADMINISTRATOR)
    changed = KINDS[kind].objects.filter(pk=entry.pk, retired_at=None).update(retired_at=timezone.now())
    if changed:
        record_event(event="catalogue.retired", subject=entry.code, actor=by, details={"kind": kind})
