"""Let the catalogue grow without a release."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.catalogue.entries import KINDS
from agreements.models import Unit
from agreements.models.catalogue import CatalogueEntry
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event


@transaction.atomic
def add_entry(
    *,
    kind: str,
    code: str,
    name: str,
    by: User,
    names: dict[str, str] | None = None,
    released_date: date | None = None,
    subset_of: Unit | None = None,
) -> CatalogueEntry:
    """An application, model or unit under a new code, which stays for good.

    `names`: language → name. Raises PermissionDenied without the administrator role, ValidationError by
    field (a taken code, one of other characters).
    """
    require_staff(by, StaffRole.ADMINISTRATOR)
    own = {"model": {"released_date": released_date}, "unit": {"subset_of": subset_of}}.get(kind, {})
    given = {language: word for language, word in (names or {}).items() if word}
    entry = KINDS[kind](code=code, name=name, names=given, **own)
    entry.clean_fields()
    if KINDS[kind].objects.filter(code=code).exists():
        raise ValidationError({"code": _("This code is taken. Codes are never given twice.")})
    entry.save(force_insert=True)
    record_event(event="catalogue.added", subject=code, actor=by, details={"kind": kind, "name": name})
    return entry
