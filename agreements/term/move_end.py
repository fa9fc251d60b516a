"""The one place where the end of an agreement in force changes."""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.models import Agreement, Version
from agreements.settled_until import settled_until
from portal.notices.put_event import put_event
from portal.web import formats

_followers: list[Callable[[Agreement], None]] = []


def follow_also(step: Callable[[Agreement], None]) -> None:
    """`step(agreement)` runs in the act's transaction once the end moved; may raise ValidationError."""
    if step not in _followers:
        _followers.append(step)


def check_end(agreement: Agreement, ends: date) -> None:
    """Whether the agreement may end on `ends` (exclusive). Raises ValidationError."""
    if agreement.state != Agreement.State.ACTIVE:
        raise ValidationError(_("Only an agreement in force is renewed or terminated."), "not_active")
    if ends <= agreement.starts_date:
        raise ValidationError(_("That is before the agreement begins. Choose a later day."), "before_begin")
    settled = settled_until(agreement)
    if settled is not None and ends < settled:
        message = _("Everything before %(day)s is settled. Choose that day or a later one.")
        raise ValidationError(message, "already_settled", {"day": formats.day(settled)})
    later = _in_force(agreement).filter(from_date__gte=ends).first()
    if later is not None:
        message = _("Version %(number)s begins on %(day)s, so the agreement cannot end before that.")
        names = {"number": later.number, "day": formats.day(later.from_date)}
        raise ValidationError(message, "version_after", names)


def move_end(agreement: Agreement, ends: date) -> None:
    """Let the locked agreement and its last version end on `ends`. Raises ValidationError as `check_end`."""
    check_end(agreement, ends)
    agreement.ends_date = ends
    agreement.save(update_fields=["ends_date"])
    last = _in_force(agreement).last()
    if last is not None:
        Version.objects.filter(pk=last.pk).update(to_date=ends)
    for step in _followers:
        step(agreement)
    put_event(event="agreement.end_moved", args=[agreement.pk], partner=agreement.partner)


def _in_force(agreement: Agreement):
    return agreement.versions.filter(state=Version.State.IN_FORCE).order_by("from_date")
