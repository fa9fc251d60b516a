"""What an event says is the same after the way through the database, so that its digest can be recomputed."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from unittest import mock

import pytest
from django.db import ProgrammingError, transaction

from portal.audit.models import AuditEvent
from portal.audit.record_event import digest_of, record_event

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
