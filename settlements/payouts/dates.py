"""The licensor's day."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from portal.accounts.access import licensor


def today() -> date:
    """Where the licensor lives: money leaves and arrives there."""
    return timezone.now().astimezone(ZoneInfo(licensor().time_zone)).date()
