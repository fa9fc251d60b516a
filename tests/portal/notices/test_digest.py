"""The digest: what waited, in one mail, once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from portal.accounts.models import Licensor, Membership, User
from portal.notices import write_digest as writing
from portal.notices.change_notice_settings import change_notice_settings
from portal.notices.deliver_mail import deliver_mail
from portal.notices.digest_time import newest_digest_time
from portal.notices.kinds import Group, Rhythm, Way
from portal.notices.models import Mail, Notice, NoticeSettings
from portal.notices.notify import notify
from portal.notices.sweep import READ_NOTICES_KEPT, clear_old_notices
from portal.notices.tasks import write_due_digests as task
from portal.notices.write_due_digests import write_due_digests
from portal.refused import Refused

pytestmark = pytest.mark.django_db
CONTEXT = {"number": "DSP-2026-000001", "statement": "STM-2026-000001", "writer": "Dora", "partner": "Host A"}
LINK = "/disputes/DSP-2026-000001/"
ALL_BUT_LOCKED = {group: Way.DIGEST for group in Group if group != Group.SECURITY}


def tell(*people, kind: str = "dispute_replied", partner=None, link: str = LINK, days_ago: int = 8) -> Notice:
    with transaction.atomic():
        notify(people=people, kind=kind, context=CONTEXT, link=link, partner=partner)
    newest = Notice.objects.order_by("-pk")[: len(people)]
    Notice.objects.filter(pk__in=newest).update(created_at=timezone.now() - timedelta(days=days_ago))
    return newest[0]


def chosen(person: User, rhythm: Rhythm = Rhythm.DAILY, **ways: Way) -> NoticeSettings:
    return change_notice_settings(person=person, ways=ways or ALL_BUT_LOCKED, rhythm=rhythm)


class TestWriting:
    def test_what_waited_in_one_mail_in_plain_and_html_each_with_its_link(self, finn, hosta):
        chosen(finn)
        first = tell(finn, partner=hosta)
        tell(finn, partner=hosta, kind="incident_replied", link="/incidents/7/")
        assert write_due_digests() == 1
        mail = Mail.objects.get()
        assert (mail.to, mail.kind, mail.subject) == (finn.email, "digest", "2 new notices")
        assert mail.text.index("Disputes and questions") < mail.text.index("Obligations and incidents")
        first.refresh_from_db()
        for words in (first.subject, first.first_words, f"http://localhost:8000{LINK}"):
            assert words in mail.text
        assert deliver_mail(mail_id=mail.pk)
        [sent] = outbox.outbox
        [(page, _kind)] = sent.alternatives
        for address in (f"http://localhost:8000{LINK}", "http://localhost:8000/incidents/7/"):
            assert address in sent.body
            assert f'href="{address}"' in page

    def test_each_notice_once(self, finn, hosta):
        chosen(finn)
        tell(finn, partner=hosta)
        assert [write_due_digests(), write_due_digests()] == [1, 0]
        notice = Notice.objects.get()
        assert (notice.waits, notice.mail) == (False, Mail.objects.get())

    def test_in_the_person_s_language(self, finn, hosta):
        chosen(finn)
        User.objects.filter(pk=finn.pk).update(language="ar")
        tell(finn, partner=hosta)
        write_due_digests()
        assert Mail.objects.get().language == "ar"

    def test_nothing_to_tell_no_mail(self, finn, uma, hosta):
        chosen(finn)
        tell(uma, partner=hosta)
        Mail.objects.all().delete()
        assert write_due_digests() == 0
        tell(finn, partner=hosta)
        Notice.objects.update(read_at=timezone.now())
        assert write_due_digests() == 0, "read in the portal meanwhile"
        assert not Mail.objects.exists()
        assert not Notice.objects.filter(waits=True).exists()

    def test_broken_off_in_the_middle_it_is_written_once(self, finn, hosta, monkeypatch):
        chosen(finn)
        tell(finn, partner=hosta)

        def die(**given):
            send(**given)
            raise KeyboardInterrupt

        send = writing.send_mail
        monkeypatch.setattr(writing, "send_mail", die)
        with pytest.raises(KeyboardInterrupt):
            write_due_digests()
        assert not Mail.objects.exists()
        monkeypatch.undo()
        task()
        task()
        assert Mail.objects.count() == 1

    def test_who_left_hears_no_more_of_the_organisation(self, finn, hosta):
        chosen(finn)
        tell(finn, partner=hosta)
        Membership.objects.filter(user=finn).update(suspended_at=timezone.now())
        assert write_due_digests() == 0
        assert not Notice.objects.get().waits

    def test_staff_are_told_of_all_partners_while_they_are_staff(self, april, hosta, rival):
        chosen(april)
        tell(april, partner=hosta, link="/staff/disputes/")
        tell(april, partner=rival, link="/staff/disputes/")
        assert write_due_digests() == 1
        assert "Rival Cloud: " in Mail.objects.get().text.replace("\u2068", "").replace("\u2069", "")
        tell(april, partner=hosta, link="/staff/disputes/")
        User.objects.filter(pk=april.pk).update(staff_roles=[])
        assert write_due_digests() == 0

    def test_who_is_gone_gets_none(self, finn, hosta):
        chosen(finn)
        tell(finn, partner=hosta)
        User.objects.filter(pk=finn.pk).update(is_active=False)
        assert write_due_digests() == 0

    def test_no_longer_than_can_be_read(self, finn, hosta, monkeypatch):
        monkeypatch.setattr(writing, "NAMED", 2)
        chosen(finn)
        for _number in range(5):
            tell(finn, partner=hosta)
        assert write_due_digests() == 1
        text = Mail.objects.get().text
        assert (text.count(LINK), "3 more notices" in text) == (2, True)
        assert Notice.objects.filter(mail=None).count() == 0


@pytest.mark.django_db(transaction=True)
def test_another_writer_is_left_to_it(finn, hosta):
    chosen(finn)
    tell(finn, partner=hosta)
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM notices_noticesettings FOR UPDATE")
        assert write_due_digests() == 0
    finally:
        other.rollback()
        other.close()
    assert write_due_digests() == 1


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
        tell(finn, partner=hosta)
        written = datetime(2026, 11, 26, 22, 30, tzinfo=UTC)  # 7:30 on the 27th in Tokyo
        Notice.objects.update(created_at=written)
        for hours, count in ((0.5, 0), (23.4, 0), (23.6, 1)):
            monkeypatch.setattr(timezone, "now", lambda hours=hours: written + timedelta(hours=hours))
            assert write_due_digests() == count, hours

    def test_weekly_on_mondays(self, finn, hosta, monkeypatch):
        chosen(finn, Rhythm.WEEKLY)
        tell(finn, partner=hosta)
        Notice.objects.update(created_at=datetime(2026, 11, 25, 12, tzinfo=UTC))
        for day, count in ((29, 0), (30, 1)):
            monkeypatch.setattr(timezone, "now", lambda day=day: datetime(2026, 11, day, 12, tzinfo=UTC))
            assert write_due_digests() == count, day


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
