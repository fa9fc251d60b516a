"""How one is told, except of what nobody can switch off; and what is forgotten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.notices.change_notice_settings import change_notice_settings
from portal.notices.kinds import Group, Way
from portal.notices.models import Mail, Notice, NoticeSettings
from portal.notices.sweep import READ_NOTICES_KEPT, clear_old_notices
from portal.refused import Refused
from tests.portal.notices.telling import tell

pytestmark = pytest.mark.django_db


class TestSettings:
    def test_the_page_keeps_what_is_chosen(self, client, finn):
        client.force_login(finn)
        given = dict.fromkeys(Group.values, "at_once") | {"payments": "digest", "disputes": "portal"}
        assert client.post("/notices/settings/", {**given, "rhythm": "weekly"}).status_code == 302
        row = NoticeSettings.objects.get(person=finn)
        assert (row.in_digest, row.only_in_portal, row.rhythm) == (["payments"], ["disputes"], "weekly")
        page = client.get("/notices/settings/").content.decode()
        assert '<option value="digest" selected>' in page

    def test_what_nobody_can_switch_off_is_locked_and_says_why(self, client, finn):
        client.force_login(finn)
        assert "cannot be switched off" in client.get("/notices/settings/").content.decode()
        given = dict.fromkeys(Group.values, "portal") | {"rhythm": "daily"}
        client.post("/notices/settings/", given)
        assert "security" not in NoticeSettings.objects.get().only_in_portal
        tell(finn, kind="member_resumed")
        assert Mail.objects.filter(to=finn.email).exists()
        with pytest.raises(Refused) as refused:
            change_notice_settings(person=finn, ways={Group.SECURITY: Way.DIGEST})
        assert refused.value.code == "always_at_once"
        with pytest.raises(IntegrityError), transaction.atomic():
            NoticeSettings.objects.update(in_digest=["security"])

    def test_nonsense_is_answered_and_changes_nothing(self, client, finn):
        client.force_login(finn)
        answer = client.post("/notices/settings/", {"payments": "by pigeon", "rhythm": "hourly"})
        assert answer.status_code == 422
        assert not NoticeSettings.objects.exists()


def test_read_ones_are_forgotten_after_a_year_and_their_mails_stay(finn, hosta):
    kept = [tell(finn, partner=hosta), tell(finn, partner=hosta)]
    gone = tell(finn, partner=hosta)
    now = timezone.now()
    Notice.objects.filter(pk=gone.pk).update(read_at=now - READ_NOTICES_KEPT - timedelta(hours=1))
    Notice.objects.filter(pk=kept[0].pk).update(read_at=now - timedelta(days=364))
    assert clear_old_notices() == 1
    assert set(Notice.objects.all()) == set(kept)
    assert Mail.objects.count() == 3
