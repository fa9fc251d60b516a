"""Up to when a digest tells."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from portal.accounts.models import Licensor
from portal.notices.kinds import Rhythm

HOUR = time(7)


def digest_zone() -> ZoneInfo:
    """The licensor's: neither people nor organisations have one of their own."""
    zone = Licensor.objects.values_list("time_zone", flat=True).first()
    return ZoneInfo(zone or settings.TIME_ZONE)


def newest_digest_time(rhythm: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """The last 7:00 that has passed there; of a weekly digest, the last Monday's."""
    local = now.astimezone(zone)
    day = local.date() - timedelta(days=local.time() < HOUR)
    if rhythm == Rhythm.WEEKLY:
        day -= timedelta(days=day.weekday())
    return datetime.combine(day, HOUR, zone)
