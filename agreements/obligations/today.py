"""The day it is where an agreement counts its days: a due day ends there at 24:00."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from agreements.models import Agreement


def today_of(agreement: Agreement) -> date:
    return timezone.localdate(timezone=ZoneInfo(agreement.time_zone))
