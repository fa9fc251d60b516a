"""Offer a retired entry again."""

from django.db import transaction

from agreements.catalogue.entries import KINDS
from agreements.models.catalogue import CatalogueEntry
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event


@transaction.atomic
def restore_entry(*, kind: str, entry: CatalogueEntry, by: User) -> None:
    """Idempotent. Raises PermissionDenied without the administrator role."""
    require_staff(by, StaffRole.ADMINISTRATOR)
    if KINDS[kind].objects.filter(pk=entry.pk, retired_at__isnull=False).update(retired_at=None):
        record_event(event="catalogue.restored", subject=entry.code, actor=by, details={"kind": kind})
