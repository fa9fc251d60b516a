"""The digest: what waited, in one mail, once."""

import pytest
from django.core import mail as outbox
from django.db import connections
from django.utils import timezone

from portal.accounts.models import Membership, User
from portal.notices import write_digest as writing
from portal.notices.change_notice_settings import change_notice_settings
from portal.notices.deliver_mail import deliver_mail
from portal.notices.kinds import Group, Rhythm, Way
from portal.notices.models import Mail, Notice, NoticeSettings
from portal.notices.tasks import write_due_digests as task
from portal.notices.write_due_digests import write_due_digests
from tests.portal.notices.telling import LINK, tell_long_ago

pytestmark = pytest.mark.django_db
ALL_BUT_LOCKED = {group: Way.DIGEST for group in Group if group != Group.SECURITY}


def chosen(person: User, rhythm: Rhythm = Rhythm.DAILY, **ways: Way) -> NoticeSettings:
    return change_notice_settings(person=person, ways=ways or ALL_BUT_LOCKED, rhythm=rhythm)


class TestWriting:
    def test_what_waited_in_one_mail_in_plain_and_html_each_with_its_link(self, finn, hosta):
        chosen(finn)
        first = tell_long_ago(finn, partner=hosta)
        tell_long_ago(finn, partner=hosta, kind="incident_replied", link="/incidents/7/")
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
        tell_long_ago(finn, partner=hosta)
        assert [write_due_digests(), write_due_digests()] == [1, 0]
        notice = Notice.objects.get()
        assert (notice.waits, notice.mail) == (False, Mail.objects.get())

    def test_in_the_person_s_language(self, finn, hosta):
        chosen(finn)
        User.objects.filter(pk=finn.pk).update(language="ar")
        tell_long_ago(finn, partner=hosta)
        write_due_digests()
        assert Mail.objects.get().language == "ar"

    def test_nothing_to_tell_no_mail(self, finn, uma, hosta):
        chosen(finn)
        tell_long_ago(uma, partner=hosta)
        Mail.objects.all().delete()
        assert write_due_digests() == 0
        tell_long_ago(finn, partner=hosta)
        Notice.objects.update(read_at=timezone.now())
        assert write_due_digests() == 0, "read in the portal meanwhile"
        assert not Mail.objects.exists()
        assert not Notice.objects.filter(waits=True).exists()

    def test_broken_off_in_the_middle_it_is_written_once(self, finn, hosta, monkeypatch):
        chosen(finn)
        tell_long_ago(finn, partner=hosta)

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
        tell_long_ago(finn, partner=hosta)
        Membership.objects.filter(user=finn).update(suspended_at=timezone.now())
        assert write_due_digests() == 0
        assert not Notice.objects.get().waits

    def test_staff_are_told_of_all_partners_while_they_are_staff(self, april, hosta, rival):
        chosen(april)
        tell_long_ago(april, partner=hosta, link="/staff/disputes/")
        tell_long_ago(april, partner=rival, link="/staff/disputes/")
        assert write_due_digests() == 1
        assert "Rival Cloud: " in Mail.objects.get().text.replace("\u2068", "").replace("\u2069", "")
        tell_long_ago(april, partner=hosta, link="/staff/disputes/")
        User.objects.filter(pk=april.pk).update(staff_roles=[])
        assert write_due_digests() == 0

    def test_who_is_gone_gets_none(self, finn, hosta):
        chosen(finn)
        tell_long_ago(finn, partner=hosta)
        User.objects.filter(pk=finn.pk).update(is_active=False)
        assert write_due_digests() == 0

    def test_no_longer_than_can_be_read(self, finn, hosta, monkeypatch):
        monkeypatch.setattr(writing, "NAMED", 2)
        chosen(finn)
        for _number in range(5):
            tell_long_ago(finn, partner=hosta)
        assert write_due_digests() == 1
        text = Mail.objects.get().text
        assert (text.count(LINK), "3 more notices" in text) == (2, True)
        assert Notice.objects.filter(mail=None).count() == 0


@pytest.mark.django_db(transaction=True)
def test_another_writer_is_left_to_it(finn, hosta):
    chosen(finn)
    tell_long_ago(finn, partner=hosta)
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
