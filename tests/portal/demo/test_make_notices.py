"""The demo's bells ring for the newest notices only."""

import pytest

from portal.demo.make_notices import UNREAD, make_notices
from portal.notices.models import Notice
from tests.portal.notices.telling import tell

pytestmark = pytest.mark.django_db


def test_the_newest_of_each_wait_and_what_people_read_is_left_to_them(finn, uma, hosta):
    for _number in range(UNREAD + 2):
        tell(finn, partner=hosta)
    tell(uma, partner=hosta)
    make_notices()
    unread = Notice.objects.filter(read_at=None)
    assert unread.filter(person=finn).count() == UNREAD
    assert unread.filter(person=uma).count() == 1
    assert Notice.objects.filter(person=finn).latest("pk") in unread
    tell(finn, partner=hosta)
    make_notices()
    assert unread.filter(person=finn).count() == UNREAD + 1
