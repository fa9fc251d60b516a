"""The clock of a dispute, by its agreement's terms and the days off as they stand."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from agreements.operations.operations_on import operations_on
from settlements.disputes.clock import Clock, Move, Terms, clock
from settlements.disputes.models import DayOff, Dispute
from settlements.disputes.working_days import Calendar


def clock_of(dispute: Dispute, calendar: Calendar | None = None) -> Clock:
    """By the version in force when the statement's period began, as its time to dispute it is."""
    agreement = dispute.agreement
    terms = operations_on(agreement, dispute.statement.period.from_date)
    moves = dispute.changes.order_by("pk").values_list("to_state", "at", "level")
    return clock(
        moves=[Move(*each) for each in moves],
        side=dispute.side,
        terms=Terms(terms.acknowledge_days, terms.propose_days),
        zone=ZoneInfo(agreement.time_zone),
        calendar=calendar or calendar_now(),
    )


def calendar_now() -> Calendar:
    return Calendar(frozenset(DayOff.objects.filter(removed_at=None).values_list("day_date", flat=True)))


def day_there(dispute: Dispute) -> date:
    """Today, in the agreement's time zone."""
    return timezone.now().astimezone(ZoneInfo(dispute.agreement.time_zone)).date()


def is_missed(dispute: Dispute) -> bool:
    """Whether the last day for what has to be done is over."""
    return dispute.due_date is not None and day_there(dispute) > dispute.due_date
