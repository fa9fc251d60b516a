"""The licensor's day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from portal.accounts.access import licensor


def today() -> date:
    """Where the licensor lives: money leaves and arrives there."""
    return licensor_day(timezone.now())


def licensor_day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(licensor().time_zone)).date()
