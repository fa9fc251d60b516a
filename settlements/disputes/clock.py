"""Who has to act in a dispute, and by when: from its moves alone, without a look at the time of day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import pgettext_lazy

from agreements.sides import other
from settlements.disputes.models import Dispute, Side
from settlements.disputes.working_days import Calendar, Stop

State, Level = Dispute.State, Dispute.Level

INFORM_DAYS = 30
"""Calendar days for what the partner was asked."""


class Duty(models.TextChoices):
    """What has to be done next."""

    ACKNOWLEDGE = "acknowledge", pgettext_lazy("dispute", "Acknowledge it")
    PROPOSE = "propose", pgettext_lazy("dispute", "Propose an outcome")
    INFORM = "inform", pgettext_lazy("dispute", "Give the information asked for")
    DECIDE = "decide", pgettext_lazy("dispute", "Accept or refuse the proposal")


class Move(NamedTuple):
    to_state: str
    at: datetime
    level: int = Level.FIRST


class Terms(NamedTuple):
    """Working days."""

    acknowledge_days: int
    propose_days: int


@dataclass(frozen=True, slots=True)
class Clock:
    """Empty `duty`: nobody has to act by a day. `due_date` is the last day, in the agreement's zone.

    `stopped_since`: from when the licensor's clock stands still.
    """

    duty: str = ""
    side: str = ""
    due_date: date | None = None
    stopped_since: datetime | None = None


def clock(*, moves: Sequence[Move], side: str, terms: Terms, zone: ZoneInfo, calendar: Calendar) -> Clock:
    """`side` opened it; `moves` from the first to the last.

    The side that did not open acknowledges. The licensor proposes: since the dispute was opened, or since it
    was refused or escalated. The partner answers a proposal in as many working days as the licensor has for
    it. Outside the house no clock runs.
    """
    last = moves[-1]
    today = last.at.astimezone(zone).date()
    if last.to_state == State.OPEN:
        return Clock(Duty.ACKNOWLEDGE, other(side), calendar.after(today, terms.acknowledge_days))
    if last.to_state == State.PROPOSED:
        return Clock(Duty.DECIDE, Side.PARTNER, calendar.after(today, terms.propose_days))
    if last.to_state == State.ASKED:
        return Clock(Duty.INFORM, Side.PARTNER, today + timedelta(days=INFORM_DAYS), last.at)
    if last.level == Level.OUTSIDE or last.to_state not in (State.REVIEW, State.REFUSED, State.ESCALATED):
        return Clock()
    begun = _begun(moves)
    start = moves[begun].at.astimezone(zone).date()
    return Clock(
        Duty.PROPOSE,
        Side.LICENSOR,
        calendar.after(start, terms.propose_days, _stops(moves[begun:], zone)),
    )


def _begun(moves: Sequence[Move]) -> int:
    """The move from which the licensor's days are counted."""
    starts = [
        place
        for place, move in enumerate(moves)
        if place == 0 or move.to_state == State.REFUSED or move.level > moves[place - 1].level
    ]
    return starts[-1]


def _stops(moves: Sequence[Move], zone: ZoneInfo) -> list[Stop]:
    days = [move.at.astimezone(zone).date() for move in moves]
    return [
        Stop(days[place], days[place + 1] if place + 1 < len(days) else None)
        for place, move in enumerate(moves)
        if move.to_state == State.ASKED
    ]
