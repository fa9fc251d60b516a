"""The test databases themselves: what a test commits is gone before the next one."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from portal.accounts.models import Partner
from portal.audit.models import AuditEvent
from portal.audit.record_event import record_event


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_one_test_commits_is_gone_in_the_next(hosta, uma, turn):
    assert list(Partner.objects.values_list("code", flat=True)) == ["hosta"]
    assert not AuditEvent.objects.exists()
    assert not default_storage.exists("usage/1.csv")
    default_storage.save("usage/1.csv", ContentFile(b"rows"))
    with transaction.atomic():
        record_event(event="report.received", subject="1", actor=uma, partner=hosta)
    assert AuditEvent.objects.count() == 1
    assert ContentType.objects.exists()


def test_an_ordinary_test_after_them_finds_nothing(db):
    assert not AuditEvent.objects.exists()
    assert not Partner.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_tables_refuse_to_be_emptied():
    """The reason for copying the database instead of Django's flush."""
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_auditevent CASCADE")


def test_each_worker_has_a_database_of_its_own(db, worker_id):
    assert connection.settings_dict["NAME"].endswith("_main" if worker_id == "master" else f"_{worker_id}")
