"""What an event says is the same after the way through the database, so that its digest can be recomputed."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from unittest import mock

import pytest
from django.db import ProgrammingError, transaction

from portal.audit.models import AuditEvent
from portal.audit.record_event import Happened, digest_of, record_event, record_events
from portal.audit.verify_chain import verify_chains

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("microsecond", [0, 1, 100000, 999999])
def test_an_instant_survives_the_way_through_the_database(hosta, microsecond):
    instant = datetime(2026, 3, 29, 2, 30, 0, microsecond, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    with mock.patch("portal.audit.record_event.timezone.now", return_value=instant):
        made = record_event(event="terms.viewed", subject="x", partner=hosta)
    assert digest_of(AuditEvent.objects.get(pk=made.pk)) == made.digest


def test_details_survive_the_way_through_the_database(hosta):
    details = {"ü": ["𝄞", "\\", '"', None, True, 10**30], 10: "ten", 9: ("a", {"b": {}}), "long": "x" * 9000}
    made = record_event(event="terms.viewed", subject="x", partner=hosta, details=details)
    assert digest_of(AuditEvent.objects.get(pk=made.pk)) == made.digest


@pytest.mark.parametrize(
    "inexact, error", [(0.1, ValueError), (float("nan"), ValueError), (Decimal(1), TypeError)]
)
def test_inexact_details_are_refused(hosta, inexact, error):
    with pytest.raises(error):
        record_event(event="terms.viewed", subject="x", partner=hosta, details={"amount": [inexact]})


@pytest.mark.parametrize("act", ["update", "delete"])
def test_what_is_recorded_is_neither_changed_nor_deleted(hosta, act):
    record_event(event="terms.viewed", subject="x", partner=hosta)
    rows, change = AuditEvent.objects.all(), {"subject": "y"} if act == "update" else {}
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        getattr(rows, act)(**change)


def test_many_at_once_are_the_links_that_one_after_the_other_would_be(hosta, rival):
    record_event(event="terms.viewed", subject="before", partner=hosta)
    given = [(hosta, "1"), (None, "2"), (rival, "3"), (hosta, "4")]
    happened = [Happened(event="terms.viewed", subject=subject, partner=of) for of, subject in given]
    made = record_events(events=happened)
    assert [(each.partner, each.subject, each.position) for each in made] == [
        (hosta, "1", 2),
        (None, "2", 1),
        (rival, "3", 1),
        (hosta, "4", 3),
    ]
    assert made[3].previous_digest == made[0].digest
    record_event(event="terms.viewed", subject="after", partner=hosta)
    assert [chain.findings for chain in verify_chains()] == [[], [], []]
    subjects = AuditEvent.objects.filter(partner=hosta).values_list("subject", flat=True)
    assert list(subjects) == ["before", "1", "4", "after"]


def test_nothing_happened_is_nothing_recorded(hosta):
    assert record_events(events=[]) == []
    assert not AuditEvent.objects.exists()
