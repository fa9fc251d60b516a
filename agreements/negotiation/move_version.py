"""The one way a version becomes something else."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.lifecycle import VERSION
from agreements.models import Version, VersionChange
from portal.accounts.models import User
from portal.lifecycle import RefusedMove


def move_version(
    *, version: Version, to_state: str, by: User, party: str, reason: str = "", **columns: Any
) -> Version:
    """The version as moved, with a row that says who, for which side, when and why.

    One conditional write on the state the caller's row has decides between two who act at once. Raises
    ValidationError: `wrong_state`, `stale`.
    """
    before = version.state
    try:
        VERSION.check(before, to_state)
    except RefusedMove:
        message = _("Version %(number)s is “%(state)s”, which does not allow this. Load the page again.")
        names = {"number": version.number, "state": version.get_state_display()}
        raise ValidationError(message, "wrong_state", names) from None
    won = Version.objects.filter(pk=version.pk, state=before).update(state=to_state, **columns)
    if not won:
        message = _("Version %(number)s changed since you looked at it. Load the page again.")
        raise ValidationError(message, "stale", {"number": version.number})
    VersionChange.objects.create(
        version=version,
        partner=version.partner,
        from_state=before,
        to_state=to_state,
        party=party,
        by=by,
        reason=reason,
    )
    for name, value in {"state": to_state, **columns}.items():
        setattr(version, name, value)
    return version


def require_reason(text: str) -> str:
    """The reason without the blanks around it. Raises ValidationError (`no_reason`)."""
    if not text.strip():
        raise ValidationError(_("Write a reason. The other side reads it."), "no_reason")
    return text.strip()
