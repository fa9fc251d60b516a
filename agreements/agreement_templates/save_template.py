"""Keep the terms of a version to begin other agreements with."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.access import versions_with_rules
from agreements.agreement_templates.beginning import of_version
from agreements.models import AgreementTemplate, Version
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event


@transaction.atomic
def save_template(*, version: Version, name: str, by: User) -> AgreementTemplate:
    """A template that says what the version says now; nothing in it names the partner.

    Raises PermissionDenied without the contracts role, ValidationError where the name is taken.
    """
    require_staff(by, StaffRole.CONTRACTS)
    name = free_name(name)
    like = of_version(versions_with_rules(version.agreement).get(pk=version.pk))
    frame = {**like.frame, "title": name}
    template = AgreementTemplate.objects.create(
        name=name, frame=frame, terms=like.terms, beside=like.beside, saved_by=by
    )
    record_event(
        event="template.saved",
        subject=str(template.pk),
        actor=by,
        details={"name": name, "from": like.source},
    )
    return template


def free_name(name: str, but: AgreementTemplate | None = None) -> str:
    """The name without blanks around it. Raises ValidationError where another template has it."""
    name = name.strip()
    taken = AgreementTemplate.objects.filter(name__iexact=name, retired_at=None)
    if taken.exclude(pk=but.pk if but else None).exists():
        raise ValidationError({"name": ValidationError(_("Another template has this name."), "name_taken")})
    return name
