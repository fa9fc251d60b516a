"""Each rule of tus 1.0.0, as a client of it meets it."""

import base64
import hashlib

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from tests.factories.usage import csv_bytes
from usage.models import Report, Upload
from usage.uploads.tus import CHUNK

pytestmark = pytest.mark.django_db
FILE = csv_bytes({}, {"market": "JP"})


def test_a_file_comes_in_three_pieces_and_is_one_report(tus):
    url = tus.begun(len(FILE), name="october.csv")
    assert tus.head(url)["Upload-Offset"] == "0"
    at = 0
    for piece in (FILE[:7], FILE[7:100], FILE[100:]):
        answer = tus.patch(url, piece, at)
        at += len(piece)
        assert (answer.status_code, answer["Upload-Offset"]) == (204, str(at))
    report = Report.objects.get()
    assert answer["Upload-Report"] == reverse("report", args=[report.pk])
    assert report.file.content.read() == FILE
    assert report.file.sha256 == hashlib.sha256(FILE).hexdigest()
    assert (report.file.name, report.file.size, report.uploaded_by.email) == (
        "october.csv",
        len(FILE),
        "uma@hosta.example",
    )


def test_creation_tells_where_and_until_when(tus):
    answer = tus.begin(10)
    assert answer.status_code == 201
    assert answer["Location"] == reverse("report_upload", args=[Upload.objects.get().pk])
    assert answer["Tus-Resumable"] == "1.0.0"
    assert answer["Upload-Expires"].endswith("GMT")


def test_head_tells_all_and_is_never_kept(tus):
    url = tus.begun(10)
    tus.patch(url, b"1234", 0)
    answer = tus.head(url)
    assert answer.status_code == 200
    assert (answer["Upload-Offset"], answer["Upload-Length"]) == ("4", "10")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Upload-Metadata"] == Upload.objects.get().metadata


def test_options_tells_what_is_spoken(tus, settings):
    answer = tus.client.options(reverse("report_uploads"))
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,expiration,checksum,termination"
    assert answer["Tus-Max-Size"] == str(settings.USAGE_MAX_BYTES)


def test_another_version_is_refused_and_nothing_done(tus):
    answer = tus.begin(10, headers={"Tus-Resumable": "0.2.2"})
    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")
    assert not Upload.objects.exists()


@pytest.mark.parametrize("offset", [0, 3, 5, 10])
def test_a_wrong_offset_changes_nothing(tus, offset):
    url = tus.begun(10)
    tus.patch(url, b"1234", 0)
    assert tus.patch(url, b"x", offset).status_code == 409
    assert tus.head(url)["Upload-Offset"] == "4"


@pytest.mark.parametrize(
    "headers, type, status",
    [
        ({}, "application/octet-stream", 415),
        ({"Upload-Offset": "-1"}, None, 400),
        ({"Upload-Offset": "1e3"}, None, 400),
        ({"Upload-Offset": "٣"}, None, 400),
        ({"Upload-Offset": ""}, None, 400),
        ({"Upload-Checksum": "md5 AAAA"}, None, 400),
        ({"Upload-Checksum": "sha256 %%%"}, None, 400),
        ({"Transfer-Encoding": "chunked"}, None, 411),
    ],
)
def test_what_is_not_understood_stores_nothing(tus, headers, type, status):
    url = tus.begun(10)
    given = {"type": type} if type else {}
    answer = tus.patch(url, b"1234", 0, **given, **headers)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert tus.head(url)["Upload-Offset"] == "0"


def test_a_piece_is_at_most_eight_megabytes(tus):
    url = tus.begun(2 * CHUNK)
    assert tus.patch(url, bytes(CHUNK + 1), 0).status_code == 413
    assert tus.head(url)["Upload-Offset"] == "0"
    assert tus.patch(url, bytes(CHUNK), 0).status_code == 204


def test_more_bytes_than_were_announced_are_not_taken(tus):
    url = tus.begun(3)
    assert tus.patch(url, b"1234", 0).status_code == 413
    assert tus.head(url)["Upload-Offset"] == "0"


def test_a_piece_that_changed_on_its_way_is_not_kept(tus):
    url = tus.begun(len(FILE))
    right = base64.b64encode(hashlib.sha256(FILE).digest()).decode()
    broken = FILE.replace(b"JP", b"JQ")
    assert tus.patch(url, broken, 0, **{"Upload-Checksum": f"sha256 {right}"}).status_code == 460
    assert tus.head(url)["Upload-Offset"] == "0"
    assert tus.patch(url, FILE, 0, **{"Upload-Checksum": f"sha256 {right}"}).status_code == 204
    assert Report.objects.get().file.content.read() == FILE


def test_a_file_without_bytes_is_whole_at_once(tus):
    answer = tus.begin(0)
    assert answer.status_code == 201
    assert answer["Upload-Report"] == reverse("report", args=[Report.objects.get().pk])


def test_ended_it_is_gone_with_its_bytes(tus):
    url = tus.begun(10)
    tus.patch(url, b"1234", 0)
    path = Upload.objects.get().path
    assert default_storage.exists(path)
    assert tus.delete(url).status_code == 204
    assert not default_storage.exists(path)
    assert (tus.head(url).status_code, tus.patch(url, b"x", 4).status_code) == (404, 404)


def test_a_report_is_not_ended_this_way(tus):
    url = tus.begun(len(FILE))
    tus.patch(url, FILE, 0)
    assert tus.delete(url).status_code == 409
    assert Report.objects.get().file.content.read() == FILE


def test_a_proxy_that_lets_only_posts_through(tus):
    url = tus.begun(10)
    headers = tus.said({"X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0"})
    sent = tus.client.post(url, b"1234", content_type="application/offset+octet-stream", headers=headers)
    assert (sent.status_code, sent["Upload-Offset"]) == (204, "4")


def test_other_methods_are_not_spoken(tus):
    url = tus.begun(10)
    for answer in (tus.client.get(url), tus.client.put(url), tus.client.get(reverse("report_uploads"))):
        assert answer.status_code == 405


BAD_METADATA = ["period", "period x y", "period AA==,period AA==", "ä eA==", "a " + "A" * 5000]


@pytest.mark.parametrize("metadata", BAD_METADATA)
def test_metadata_that_is_none(tus, metadata):
    assert tus.begin(10, headers={"Upload-Metadata": metadata}).status_code in (400, 422)
    assert not Upload.objects.exists()


@pytest.mark.parametrize("length", ["", "-1", "1.5", "9" * 30])
def test_a_length_that_is_none(tus, length):
    assert tus.begin(0, headers={"Upload-Length": length}).status_code == 400
