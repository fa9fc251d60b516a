"""The rules of the upload page hold for an upload in pieces: before its first byte, and with its last."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Membership
from tests.factories.usage import begun_upload, csv_bytes, received_report, submitted_report
from tests.usage.uploads.conftest import Tus
from usage.models import Report, Upload
from usage.uploads.clear_expired_uploads import clear_expired_uploads
from usage.uploads.start_upload import OPEN_AT_ONCE

pytestmark = pytest.mark.django_db
FILE = csv_bytes({}, {"market": "JP"})


def test_too_large_a_file_is_refused_before_its_first_byte(tus, settings):
    settings.USAGE_MAX_BYTES = 1000
    answer = tus.begin(1001)
    assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")
    assert "Split it into several reports" in answer.json()["detail"]
    assert not Upload.objects.exists()
    assert tus.begin(1000).status_code == 201


def test_who_does_not_report_begins_nothing(tus, vera, ruth, oscar):
    tus.client.force_login(vera)
    answer = tus.begin(10)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_yours")
    assert "Uploader" in answer.json()["detail"]
    tus.client.force_login(ruth)
    assert tus.begin(10).status_code == 422
    tus.client.force_login(oscar)
    assert tus.begin(10).status_code == 404
    assert tus.begin(10, prefix="staff_").status_code == 403
    assert not Upload.objects.exists()


def test_only_who_began_it_goes_on_with_it(tus, agreement, vera, ruth, uma, oscar):
    url = tus.begun(len(FILE))
    staffs = reverse("staff_report_upload", args=[Upload.objects.get().pk])
    for person in (vera, ruth, oscar):
        tus.client.force_login(person)
        for each in (url, staffs):
            assert tus.head(each).status_code == 404
            assert tus.patch(each, FILE, 0).status_code == 404
            assert tus.delete(each).status_code == 404
    assert Upload.objects.get().offset == 0


def test_who_left_the_organisation_finds_nothing(tus, uma):
    url = tus.begun(len(FILE))
    Membership.objects.filter(user=uma).update(suspended_at=timezone.now())
    assert tus.patch(url, FILE, 0).status_code == 404


def test_who_lost_the_role_meanwhile_is_told_with_the_last_byte(tus, uma):
    url = tus.begun(len(FILE))
    tus.patch(url, FILE[:20], 0)
    Membership.objects.filter(user=uma).update(roles=["viewer"])
    answer = tus.patch(url, FILE[20:], 20)
    assert (answer.status_code, answer.json()["code"]) == (422, "not_yours")
    assert not Report.objects.exists()


def test_staff_operations_report_where_the_licensor_does(client, licensor_agreement, oscar):
    client.force_login(oscar)
    tus = Tus(client, licensor_agreement)
    url = tus.begun(len(FILE), prefix="staff_")
    assert tus.patch(url, FILE, 0)["Upload-Report"] == reverse("staff_report", args=[Report.objects.get().pk])
    assert Report.objects.get().reporter == "licensor"


def test_a_forged_request_is_refused(agreement, uma):
    client = Client(enforce_csrf_checks=True)
    client.force_login(uma)
    tus = Tus(client, agreement)
    upload = begun_upload(agreement, "2026-10", by=uma, size=len(FILE))
    url = reverse("report_upload", args=[upload.pk])
    assert tus.begin(10).status_code == 403
    assert tus.patch(url, FILE, 0).status_code == 403
    assert tus.delete(url).status_code == 403
    assert Upload.objects.get().offset == 0


def test_what_is_here_already_is_told_with_the_last_byte_and_its_copy_goes(
    tus, agreement, uma, django_capture_on_commit_callbacks
):
    first = received_report(agreement, "2026-10", FILE, by=uma, name="first.csv")
    url = tus.begun(len(FILE))
    path = Upload.objects.get().path
    with django_capture_on_commit_callbacks(execute=True):
        answer = tus.patch(url, FILE, 0)
    assert (answer.status_code, answer.json()["code"]) == (422, "duplicate_file")
    assert f"report {first.pk} for October 2026 (“first.csv”)" in answer.json()["detail"]
    assert tus.patch(url, b"", len(FILE)).json() == answer.json()
    assert tus.head(url).status_code == 410
    assert not default_storage.exists(path)
    assert first.file.content.read() == FILE
    assert Report.objects.count() == 1


def test_a_period_that_is_not_offered_is_refused_before_its_first_byte(tus):
    for period in ("AGR-2026-0001/2031-10", "AGR-9999-0001/2026-10", "x", ""):
        assert tus.begin(10, period=period).status_code == 422
    assert not Upload.objects.exists()


def test_correction_and_replaced_report_come_with_it(tus, agreement, uma):
    old = submitted_report(agreement, "2026-10", by=uma)
    url = tus.begun(len(FILE), query=f"?replaces={old.pk}", correction="on")
    tus.patch(url, FILE, 0)
    report = Report.objects.get(replaces=old)
    assert report.correction
    answer = tus.begin(10, query=f"?replaces={old.pk}")
    assert answer.json()["code"] == "not_replaceable", "told before the first byte"


def test_a_name_is_made_fit_to_be_read(tus):
    tus.begun(10, name="../../a/evil\u202ecsv.exe")
    assert Upload.objects.get().name == "evilcsv.exe"


def test_expired_it_is_gone_and_its_bytes_are_swept_away(tus):
    url = tus.begun(10)
    tus.patch(url, b"1234", 0)
    upload = Upload.objects.get()
    assert clear_expired_uploads() == 0
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert tus.head(url).status_code == 404
    assert tus.patch(url, b"5", 4).status_code == 404
    assert clear_expired_uploads() == 1
    assert not default_storage.exists(upload.path)
    assert not Upload.objects.exists()


def test_of_a_report_only_the_memory_of_its_upload_expires(tus):
    url = tus.begun(len(FILE))
    tus.patch(url, FILE, 0)
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert clear_expired_uploads() == 1
    assert Report.objects.get().file.content.read() == FILE


def test_each_piece_lets_it_live_on(tus):
    url = tus.begun(10)
    soon = timezone.now() + timedelta(minutes=1)
    Upload.objects.update(expires_at=soon)
    tus.patch(url, b"1234", 0)
    assert Upload.objects.get().expires_at > soon


def test_nobody_fills_the_disk_with_beginnings(tus):
    first = tus.begun(10)
    tus.patch(first, b"1234", 0)
    path = Upload.objects.get().path
    for _each in range(OPEN_AT_ONCE):
        tus.begun(10)
    assert tus.head(first).status_code == 404
    assert not default_storage.exists(path)
    assert Upload.objects.count() == OPEN_AT_ONCE
