"""What people are told stands in the portal, for them alone."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts.roles import PartnerRole
from portal.notices.change_notice_settings import change_notice_settings
from portal.notices.kinds import Group, Way
from portal.notices.models import Mail, Notice
from portal.notices.notify import notify
from tests.factories.accounts import make_member
from tests.portal.notices.telling import CONTEXT, tell

pytestmark = pytest.mark.django_db


def bell(client) -> str:
    page = client.get("/account/").content.decode()
    return page.partition('class="bell"')[2].partition("</a>")[0]


class TestWriting:
    def test_a_notice_and_a_mail_with_the_same_words(self, finn, hosta):
        finn.language = "de"
        notice, mail = tell(finn, partner=hosta), Mail.objects.get()
        assert (notice.subject, notice.text, notice.language) == (mail.subject, mail.text, "de")
        assert (notice.mail, notice.partner, notice.person, notice.read_at) == (mail, hosta, finn, None)
        assert mail.link.endswith(notice.link)

    def test_what_is_rolled_back_tells_nobody(self, finn):
        def act() -> None:
            with transaction.atomic():
                tell(finn)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            act()
        assert not Notice.objects.exists()

    @pytest.mark.parametrize("way, mails, waits", [("digest", 0, True), ("portal", 0, False)])
    def test_as_the_person_chose(self, finn, uma, way, mails, waits):
        change_notice_settings(person=finn, ways={Group.DISPUTES: Way(way)})
        tell(finn, uma)
        assert Mail.objects.filter(to=finn.email).count() == mails
        assert Mail.objects.filter(to=uma.email).count() == 1
        assert Notice.objects.get(person=finn).waits == waits
        tell(finn, kind="goal_reached")
        assert Mail.objects.filter(to=finn.email).count() == 1, "of another group"

    def test_as_many_queries_for_many_as_for_one(self, hosta, finn):
        people = [make_member(f"p{n}@x.example", f"P {n}", hosta, PartnerRole.VIEWER) for n in range(20)]
        people = [finn, *people]
        with transaction.atomic(), CaptureQueriesContext(connection) as captured:
            notify(people=people, kind="dispute_replied", context=CONTEXT, link="/", partner=hosta)
        asked = [each["sql"].split()[0] for each in captured if "SAVEPOINT" not in each["sql"]]
        assert sorted(asked) == ["INSERT", "INSERT", "SELECT"]

    def test_its_words_stay(self, finn):
        tell(finn)
        with pytest.raises(DatabaseError), transaction.atomic():
            Notice.objects.update(subject="Something else")


class TestBell:
    def test_it_says_how_many_are_unread(self, client, finn, hosta):
        client.force_login(finn)
        assert "none unread" in bell(client)
        tell(finn, finn, partner=hosta)
        assert "Notices: 1 unread" in bell(client)
        tell(finn, partner=hosta)
        assert "Notices: 2 unread" in bell(client)
        Notice.objects.update(read_at=timezone.now())
        assert "none unread" in bell(client)

    def test_more_than_it_counts(self, client, finn, hosta):
        tell(finn, partner=hosta)
        one = Notice.objects.get()
        fields = {"person": finn, "partner": hosta, "kind": one.kind, "language": "en", "subject": "x"}
        Notice.objects.bulk_create(Notice(**fields) for _number in range(120))
        client.force_login(finn)
        assert "more than 99 unread" in bell(client)

    def test_one_query_and_none_for_who_is_logged_out(self, client, april):
        with CaptureQueriesContext(connection) as captured:
            assert 'class="bell"' not in client.get("/account/login/").content.decode()
        assert not [each for each in captured if "notices_notice" in each["sql"]]
        client.force_login(april)
        with CaptureQueriesContext(connection) as captured:
            client.get("/account/")
        assert len([each for each in captured if "notices_notice" in each["sql"]]) == 1
