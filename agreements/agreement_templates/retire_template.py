"""Offer a template no longer."""

from django.db import transaction
from django.utils import timezone

from agreements.models import AgreementTemplate
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event


@transaction.atomic
def retire_template(*, template: AgreementTemplate, by: User) -> None:
    """Agreements that began with it stay as they are. Raises PermissionDenied without the contracts role."""
    require_staff(by, StaffRole.CONTRACTS)
    template = AgreementTemplate.objects.select_for_update().get(pk=template.pk)
    if template.retired_at is not None:
        return
    template.retired_at = timezone.now()
    template.save(update_fields=["retired_at"])
    record_event(
        event="template.retired", subject=str(template.pk), actor=by, details={"name": template.name}
    )
