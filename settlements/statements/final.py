"""When a statement is final: no new dispute about it, and corrections only by staff."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.operations.operations_on import operations_on
from portal.refused import Refused
from portal.web import formats
from settlements.statements.models import Acceptance, Statement


@dataclass(frozen=True, slots=True)
class Standing:
    """`until`: when the time to dispute it ends by itself, None where the terms agree on no end. `since`:
    from when it is final, None while it is not.
    """

    until: datetime | None
    acceptance: Acceptance | None
    since: datetime | None


def standing_of(statement: Statement, *, now: datetime | None = None) -> Standing:
    """A signatory's acceptance ends the time to dispute it at once; otherwise it runs out."""
    acceptance = Acceptance.objects.filter(statement=statement).select_related("accepted_by").first()
    until = window_ends_at(statement)
    if acceptance is not None:
        return Standing(until, acceptance, acceptance.accepted_at)
    ended = until is not None and until <= (now or timezone.now())
    return Standing(until, None, until if ended else None)


def window_ends_at(statement: Statement) -> datetime | None:
    """The end of the last day, in the agreement's time zone; None where its terms agree on none."""
    days = operations_on(statement.agreement, statement.period.from_date).dispute_window_days
    if days is None:
        return None
    zone = ZoneInfo(statement.agreement.time_zone)
    last = statement.issued_at.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(last + timedelta(days=1), time(), zone)


def require_not_final(statement: Statement) -> None:
    """Raises Refused `final`."""
    standing = standing_of(statement)
    if standing.since is None:
        return
    names = {
        "number": statement.number,
        "day": formats.instant(standing.since, statement.agreement.time_zone),
    }
    if standing.acceptance is not None:
        sentence = _(
            "%(number)s is final: it was accepted on %(day)s. Ask about it instead; the licensor can correct "
            "it by an adjustment."
        )
    else:
        sentence = _(
            "%(number)s is final: the time to dispute it ended on %(day)s. Ask about it instead; the "
            "licensor can correct it by an adjustment."
        )
    raise Refused("final", sentence % names)
