"""What must hold before a version comes into force, beside what the engine checks.

Rooms add their checks when the apps are ready; they are asked when a version is approved and again when it
is accepted, those marked `proposing` already when it is proposed.
"""

from collections.abc import Callable

from django.core.exceptions import ValidationError

from agreements.models import Agreement, Version
from agreements.negotiation.needed_clauses import needed_clauses

Check = Callable[[Agreement, Version, list[Version]], None]

_checks: dict[Check, bool] = {needed_clauses: True}


def check_also(check: Check, *, proposing: bool = False) -> None:
    """`check(agreement, version, in_force)` raises ValidationError; `in_force`: versions that stand."""
    _checks[check] = proposing


def check_before_force(version: Version, in_force: list[Version], *, proposing: bool = False) -> None:
    """Every check, and all their sentences at once. Raises ValidationError."""
    errors = []
    for check, early in _checks.items():
        if proposing and not early:
            continue
        try:
            check(version.agreement, version, in_force)
        except ValidationError as error:
            errors += error.error_list
    if errors:
        raise ValidationError(errors)
