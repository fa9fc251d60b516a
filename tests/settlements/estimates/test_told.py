"""An estimate that changed much is told to the partner's finance people, once a day."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from portal.notices.models import Notice
from settlements.runs.estimates.make_estimate import make_estimate
from settlements.runs.estimates.tell_of_change import NOT_BEFORE, changed_much
from tests.factories.usage import checked_report
from tests.settlements.estimates.test_make_estimate import SEPTEMBER, row

pytestmark = pytest.mark.django_db


def told():
    return Notice.objects.filter(kind="estimate_changed")


def estimate_with(hosted, revenue: str) -> None:
    more = row(SEPTEMBER, gross_revenue=revenue) | {"source_ref": revenue}
    checked_report(hosted, SEPTEMBER, [more])
    make_estimate(agreement_id=hosted.pk)


def test_once_a_day_and_only_where_it_is_much(hosted, finn, uma):
    estimate_with(hosted, "1000")
    assert not told().exists(), "the first is no change"
    make_estimate(agreement_id=hosted.pk)
    estimate_with(hosted, "100")
    assert not told().exists(), "not much"
    estimate_with(hosted, "300")
    notice = told().get(person=finn)
    assert notice.link == f"/estimates/{hosted.number}/{SEPTEMBER}/"
    assert "$220.00" in notice.text
    assert "$280.00" in notice.text
    assert not told().filter(person=uma).exists()
    estimate_with(hosted, "2000")
    assert told().filter(person=finn).count() == 1, "today it was told already"
    Notice.objects.update(created_at=timezone.now() - NOT_BEFORE - timedelta(hours=1))
    estimate_with(hosted, "5000")
    assert told().filter(person=finn).count() == 2


@pytest.mark.parametrize(
    "before, after, much",
    [
        ("100", "119.99", False),
        ("100", "120", True),
        ("100", "80", True),
        ("-50", "-10", True),
        ("-50", "-45", False),
    ],
)
def test_from_a_fifth_on(before, after, much):
    assert changed_much(Decimal(before), Decimal(after)) == much
