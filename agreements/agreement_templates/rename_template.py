"""Call a template something else."""

from django.db import transaction

from agreements.agreement_templates.save_template import free_name
from agreements.models import AgreementTemplate
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event


@transaction.atomic
def rename_template(*, template: AgreementTemplate, name: str, by: User) -> AgreementTemplate:
    """Raises PermissionDenied without the contracts role, ValidationError where the name is taken."""
    require_staff(by, StaffRole.CONTRACTS)
    template = AgreementTemplate.objects.select_for_update().get(pk=template.pk)
    before, template.name = template.name, free_name(name, but=template)
    if template.name == before:
        return template
    template.save(update_fields=["name"])
    record_event(
        event="template.renamed",
        subject=str(template.pk),
        actor=by,
        details={"from": before, "to": template.name},
    )
    return template
