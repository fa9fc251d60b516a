"""Offer a retired template again."""

from django.db import transaction

from agreements.agreement_templates.save_template import free_name
from agreements.models import AgreementTemplate
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event


@transaction.atomic
def restore_template(*, template: AgreementTemplate, by: User) -> None:
    """Raises PermissionDenied without the contracts role, ValidationError where its name is taken by now."""
    require_staff(by, StaffRole.CONTRACTS)
    template = AgreementTemplate.objects.select_for_update().get(pk=template.pk)
    if template.retired_at is None:
        return
    free_name(template.name, but=template)
    template.retired_at = None
    template.save(update_fields=["retired_at"])
    record_event(
        event="template.restored", subject=str(template.pk), actor=by, details={"name": template.name}
    )
