"""Files and names made to hurt, over HTTP: each gets a page that says what is wrong."""

import random

import pytest
from django.urls import reverse

from tests.factories.usage import csv_bytes
from usage.models import Report

pytestmark = pytest.mark.django_db

GARBAGE = random.Random(7)
NAMES = [
    "",
    "a" * 800 + ".csv",
    "..",
    "con\x01trol.csv",
    "usage.csv\u202e",
    "<img src=x>.csv",
    "日本語.csv",
    "a\nb.csv",
]
HOSTILE = {
    "nothing": b"",
    "random bytes": GARBAGE.randbytes(100_000),
    "random text": bytes(GARBAGE.choices(b'abc,";\n\r\t0123456789', k=100_000)),
    "ten thousand columns": b",".join(b"c%d" % number for number in range(10_000)) + b"\n" + b"," * 9_999,
    "a header of a million commas": b"," * 1_000_000,
    "quotes only": b'"' * 100_001,
    "a formula": csv_bytes({"application": "=HYPERLINK(0)", "model": "@SUM(1)", "market": "+1"}),
    "script": csv_bytes({"application": "<script>alert(1)</script>"}),
    "directions": csv_bytes({"application": "search\u202e\u200b\u2028"}),
    "a byte order mark alone": b"\xef\xbb\xbf",
    "line ends alone": b"\r\n" * 5000,
    "numbers of other scripts": csv_bytes({"quantity": "١٢٣", "gross_revenue": "NaN"}),
    "huge exponents": csv_bytes({"quantity": "1e999999999", "gross_revenue": "Infinity"}),
    "a gzip": b"\x1f\x8b\x08\x00" + GARBAGE.randbytes(500),
    "an unterminated quote": csv_bytes() + b'2026-10-05,"search,\n' * 300,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_hostile_bytes_get_a_page_that_says_what_is_wrong(upload, content):
    page = upload(content)
    assert page.status_code == 200
    report = Report.objects.get()
    assert report.state in (Report.State.REFUSED, Report.State.CHECKED)
    assert "own_fault" not in [each["code"] for each in report.verdict["file_problems"]]
    assert report.rejected or report.state == Report.State.REFUSED
    assert "<script>alert" not in page.content.decode()
    assert report.file.content.read() == content


@pytest.mark.parametrize("name", NAMES)
def test_hostile_names_are_taken_or_told(upload, name):
    answer = upload(csv_bytes(), name)
    assert answer.status_code in (200, 422)
    for report in Report.objects.all():
        assert report.file.name.isprintable()


def test_a_broken_form_is_a_bad_request(client, agreement, uma):
    client.force_login(uma)
    broken = client.post(
        reverse("new_report"), data=b"--x\r\nnonsense", content_type="multipart/form-data; boundary=x"
    )
    assert broken.status_code in (400, 422)
