"""A digest tells up to the newest 7:00 of the licensor's time zone, or the newest Monday's."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from portal.accounts.models import Licensor
from portal.notices.digest_time import newest_digest_time
from portal.notices.kinds import Rhythm
from portal.notices.models import Notice
from portal.notices.write_due_digests import write_due_digests
from tests.portal.notices.telling import tell_long_ago
from tests.portal.notices.test_digest import chosen

pytestmark = pytest.mark.django_db


class TestWhen:
    @pytest.mark.parametrize(
        "now, daily, weekly",
        [
            ("2026-11-27T05:59Z", "2026-11-26", "2026-11-23"),  # a Friday, 6:59 in Berlin
            ("2026-11-27T06:00Z", "2026-11-27", "2026-11-23"),
            ("2026-11-30T05:59Z", "2026-11-29", "2026-11-23"),  # a Monday
            ("2026-11-30T06:00Z", "2026-11-30", "2026-11-30"),
            ("2026-10-25T06:00Z", "2026-10-25", "2026-10-19"),  # the day summer time ends
        ],
    )
    def test_the_last_seven_o_clock_there(self, now, daily, weekly):
        zone = ZoneInfo("Europe/Berlin")
        for rhythm, day in ((Rhythm.DAILY, daily), (Rhythm.WEEKLY, weekly)):
            found = newest_digest_time(rhythm, now=datetime.fromisoformat(now), zone=zone)
            assert found.isoformat()[:16] == f"{day}T07:00"

    def test_what_came_after_the_hour_waits_for_the_next(self, finn, hosta, monkeypatch):
        Licensor.objects.update(time_zone="Asia/Tokyo")
        chosen(finn)
        tell_long_ago(finn, partner=hosta)
        written = datetime(2026, 11, 26, 22, 30, tzinfo=UTC)  # 7:30 on the 27th in Tokyo
        Notice.objects.update(created_at=written)
        for hours, count in ((0.5, 0), (23.4, 0), (23.6, 1)):
            monkeypatch.setattr(timezone, "now", lambda hours=hours: written + timedelta(hours=hours))
            assert write_due_digests() == count, hours

    def test_weekly_on_mondays(self, finn, hosta, monkeypatch):
        chosen(finn, Rhythm.WEEKLY)
        tell_long_ago(finn, partner=hosta)
        Notice.objects.update(created_at=datetime(2026, 11, 25, 12, tzinfo=UTC))
        for day, count in ((29, 0), (30, 1)):
            monkeypatch.setattr(timezone, "now", lambda day=day: datetime(2026, 11, day, 12, tzinfo=UTC))
            assert write_due_digests() == count, day
