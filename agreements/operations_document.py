"""Operational terms as a value for JSON, and into the row of a draft."""

from decimal import Decimal
from typing import Any

from agreements.models import OperationalTerms, Version

_OWN = {"id", "version", "partner"}
MEMBERS = [field.name for field in OperationalTerms._meta.concrete_fields if field.name not in _OWN]


def operations_of(version: Version) -> OperationalTerms:
    """The version's operational terms; unsaved defaults where none were written."""
    found: OperationalTerms | None = getattr(version, "operations", None)
    return found or OperationalTerms(version=version, partner_id=version.partner_id)


def operations_document(version: Version) -> dict[str, Any]:
    """Every member by name: shares and amounts as plain text without trailing zeros, None if not agreed."""
    row = operations_of(version)
    return {name: _plain(getattr(row, name)) for name in MEMBERS}


def copy_operations(version: Version, copy_of: Version | None = None) -> OperationalTerms:
    """Write for `version`, which has none yet, what `copy_of` says; the defaults without it."""
    said = operations_of(copy_of) if copy_of else OperationalTerms()
    members = {name: getattr(said, name) for name in MEMBERS}
    return OperationalTerms.objects.create(version=version, partner_id=version.partner_id, **members)


def _plain(value: Any) -> Any:
    if not isinstance(value, Decimal):
        return value
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
