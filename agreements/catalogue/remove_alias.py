"""Forget a partner's own word; reports checked with it stay as they are."""

from django.db import transaction

from agreements.models import Alias
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event


@transaction.atomic
def remove_alias(*, alias: Alias, by: User) -> None:
    """Idempotent. Raises PermissionDenied without the administrator role."""
    require_staff(by, StaffRole.ADMINISTRATOR)
    removed, _by_model = Alias.objects.filter(pk=alias.pk).delete()
    if removed:
        record_event(
            event="alias.removed",
            subject=alias.alias[:80],
            actor=by,
            partner=alias.partner,
            details={"kind": alias.kind, "alias": alias.alias, "code": alias.code},
        )
