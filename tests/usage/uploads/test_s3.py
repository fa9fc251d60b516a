"""Files in a bucket: the whole way of a report, and pieces as S3's own parts."""

import hashlib
import io
import itertools

import pytest
from botocore.stub import Stubber
from django.core.files.storage import default_storage
from django.urls import reverse

from portal.files.appended import appending
from portal.files.appended_parts import LEAST, AppendedParts
from portal.files.gone import Gone
from tests.factories.usage import body_bytes, csv_bytes
from tests.s3 import BUCKET, begun, keys
from usage.check_report import check_report
from usage.models import Report, Upload
from usage.uploads.clear_expired_uploads import clear_expired_uploads

pytestmark = pytest.mark.django_db
ROWS = [{}, {"market": "XX"}, {"usage_date": "31.10.2026"}]
BIG = b"".join(hashlib.sha256(at.to_bytes(4, "big")).digest() for at in range(12 * 1024 * 1024 // 32))


def way(path: str, pieces: list[bytes]) -> dict:
    """All pieces, each by a server of its own, and the whole put together."""
    kept, offset, size = {}, 0, sum(map(len, pieces))
    for piece in pieces:
        last = offset + len(piece) == size
        kept = appending().append(path, offset, kept, io.BytesIO(piece), last=last)
        offset += len(piece)
    appending().finish(path, size, kept)
    return kept


def cut_at(*places: int) -> list[bytes]:
    edges = [0, *places, len(BIG)]
    return [BIG[start:end] for start, end in itertools.pairwise(edges)]


def test_the_settings_choose_s3_and_hand_out_no_key(s3):
    assert isinstance(appending(), AppendedParts)
    default_storage.save("reports/x", io.BytesIO(b"x"))
    assert "?" not in default_storage.url("reports/x")
    assert default_storage.save("reports/x", io.BytesIO(b"y")) != "reports/x", "nothing is written over"


@pytest.mark.parametrize("client_s_way", ["form", "pieces"])
def test_a_report_s_whole_way(s3, tus, upload, client_s_way):
    content = csv_bytes(*ROWS)
    if client_s_way == "form":
        upload(content, "october.csv")
    else:
        url = tus.begun(len(content), name="october.csv")
        tus.patch(url, content[:50], 0)
        tus.patch(url, content[50:], 50)
        check_report(report_id=Report.objects.get().pk)
    report = Report.objects.get()
    assert (report.state, report.rows, report.rejected) == (Report.State.CHECKED, 3, 2)
    assert report.file.sha256 == hashlib.sha256(content).hexdigest()
    assert {report.file.content.name, *report.archive, *report.problems} <= set(keys(s3))
    get = tus.client.get
    downloaded = get(reverse("report_file", args=[report.pk]))
    assert body_bytes(downloaded) == content
    assert downloaded["Content-Length"] == str(len(content))
    assert b"31.10.2026" in body_bytes(get(reverse("report_failed_rows", args=[report.pk])))
    assert b"unknown_market" in body_bytes(get(reverse("report_problems_csv", args=[report.pk])))
    assert "XX" in get(reverse("report_errors", args=[report.pk])).content.decode()
    assert not begun(s3)
    assert not [key for key in keys(s3) if key.endswith(".rest")]


def test_a_file_that_the_bucket_lost_is_a_page_not_found(s3, upload, client):
    upload(csv_bytes(*ROWS))
    report = Report.objects.get()
    for key in keys(s3):
        s3.delete_object(Bucket=BUCKET, Key=key)
    for page in ("report_file", "report_failed_rows", "report_problems_csv", "report_errors"):
        assert client.get(reverse(page, args=[report.pk])).status_code == 404, page


@pytest.mark.parametrize(
    "places",
    [
        (),
        (8 * 1024 * 1024,),
        (LEAST - 1,),  # too little for a part: waits for the next
        (1, 2, 3, LEAST + 2),
        (6 * 1024 * 1024, 6 * 1024 * 1024 + 5, 12 * 1024 * 1024 - 1),
    ],
)
def test_wherever_the_line_is_cut_the_bytes_are_the_same(s3, places):
    way("reports/1/a", cut_at(*places))
    assert default_storage.open("reports/1/a").read() == BIG
    assert keys(s3) == ["reports/1/a"]
    assert not begun(s3)


def test_a_piece_repeated_after_a_server_died_is_there_once(s3):
    parts, path = appending(), "reports/1/a"
    first = parts.append(path, 0, {}, io.BytesIO(BIG[:100]), last=False)
    parts.append(path, 100, first, io.BytesIO(BIG[100:300]), last=False)  # not written down
    second = parts.append(path, 100, first, io.BytesIO(BIG[100:200]), last=False)
    parts.append(path, 200, second, io.BytesIO(BIG[200 : 2 * LEAST]), last=False)  # not written down
    third = parts.append(path, 200, second, io.BytesIO(BIG[200 : LEAST + 200]), last=False)
    whole = parts.append(path, LEAST + 200, third, io.BytesIO(BIG[LEAST + 200 :]), last=True)
    parts.finish(path, len(BIG), whole)
    parts.finish(path, len(BIG), whole)
    assert default_storage.open(path).read() == BIG


def test_a_file_without_bytes(s3):
    way("reports/1/empty", [b""])
    assert default_storage.open("reports/1/empty").read() == b""


def test_parts_that_s3_gave_up_are_told(s3):
    """In S3's own words: the server of the tests breaks where it should say so."""
    parts, path = appending(), "reports/1/a"
    kept = parts.append(path, 0, {}, io.BytesIO(BIG[:LEAST]), last=False)
    with Stubber(parts.client) as told:
        told.add_client_error("upload_part", "NoSuchUpload", http_status_code=404)
        with pytest.raises(Gone):
            parts.append(path, LEAST, kept, io.BytesIO(BIG[LEAST:]), last=True)
        told.add_client_error("complete_multipart_upload", "NoSuchUpload", http_status_code=404)
        told.add_client_error("head_object", "404", http_status_code=404)
        with pytest.raises(Gone):
            parts.finish(path, LEAST, kept)


def test_a_rest_that_s3_lost_is_told(s3):
    kept = appending().append("reports/1/a", 0, {}, io.BytesIO(b"rest"), last=False)
    appending().drop("reports/1/a")
    with pytest.raises(Gone):
        appending().append("reports/1/a", 4, kept, io.BytesIO(BIG), last=True)


def test_of_an_expired_upload_nothing_stays_in_the_bucket(s3, tus):
    url = tus.begun(len(BIG))
    tus.patch(url, BIG[: LEAST + 1], 0)
    tus.patch(url, b"rest", LEAST + 1)
    assert begun(s3)
    assert keys(s3) == [Upload.objects.get().path + ".rest"]
    Upload.objects.update(expires_at="2026-01-01T00:00Z")
    assert clear_expired_uploads() == 1
    assert not begun(s3)
    assert not keys(s3)
