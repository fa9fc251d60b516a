"""Let a partner's own word stand for a code in its usage files."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.catalogue.entries import KINDS
from agreements.models import Alias
from portal.accounts.access import require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event


@transaction.atomic
def add_alias(*, partner: Partner, kind: str, alias: str, code: str, by: User) -> Alias:
    """`alias` of the partner means `code` of the catalogue.

    Raises PermissionDenied without the administrator role; ValidationError by field: an unknown code, an
    alias that is a code itself, or one the partner has.
    """
    require_staff(by, StaffRole.ADMINISTRATOR)
    row = Alias(partner=partner, kind=kind, alias=alias.strip(), code=code)
    row.clean_fields()
    known = KINDS[kind].objects
    errors = {}
    if not known.filter(code=code).exists():
        errors["code"] = _("The catalogue has no such code.")
    if known.filter(code=row.alias).exists():
        errors["alias"] = _("This is a code of the catalogue itself and cannot mean another one.")
    elif Alias.objects.filter(partner=partner, kind=kind, alias=row.alias).exists():
        errors["alias"] = _("This partner has that name already. Remove it first.")
    if errors:
        raise ValidationError(errors)
    row.save(force_insert=True)
    record_event(
        event="alias.added",
        subject=row.alias[:80],
        actor=by,
        partner=partner,
        details={"kind": kind, "alias": row.alias, "code": code},
    )
    return row
