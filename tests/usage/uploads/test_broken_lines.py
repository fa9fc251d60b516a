"""What is cut, repeated, or sent twice at once: every byte once, one report."""

import io
import threading

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.urls import reverse

from portal.files.appended import AppendedFile
from tests.factories.usage import begun_upload, csv_bytes
from usage.models import Report, Upload
from usage.uploads.append_upload import append_upload
from usage.uploads.fault import Fault
from usage.uploads.tus import BYTES

FILE = csv_bytes({}, {"market": "JP"})


class CutShort(io.BytesIO):
    """A line that breaks after some bytes."""

    def read(self, size=-1):
        block = super().read(size)
        if not block:
            raise OSError("connection reset")
        return block


def cut(tus, url: str, content: bytes, offset: int, *, of: int):
    """A PATCH that announced `of` bytes."""
    return tus.client.generic(
        "PATCH",
        url,
        headers=tus.said({"Upload-Offset": str(offset)}),
        **{"wsgi.input": CutShort(content), "CONTENT_LENGTH": str(of), "CONTENT_TYPE": BYTES},
    )


@pytest.mark.django_db
def test_what_came_before_the_cut_is_kept(tus):
    url = tus.begun(len(FILE))
    cut(tus, url, FILE[:20], 0, of=len(FILE))
    assert tus.head(url)["Upload-Offset"] == "20"
    assert tus.patch(url, FILE[20:], 20).status_code == 204
    assert Report.objects.get().file.content.read() == FILE


@pytest.mark.django_db
def test_bytes_stored_but_not_written_down_are_written_over(tus, monkeypatch):
    """The server dies between the storage and the database: the row knows nothing of these bytes."""
    url = tus.begun(len(FILE))
    tus.patch(url, FILE[:20], 0)
    place = default_storage.path(Upload.objects.get().path)
    with open(place, "ab") as file:
        file.write(b"bytes of a server that died")
    tus.patch(url, FILE[20:], 20)
    assert Report.objects.get().file.content.read() == FILE


@pytest.mark.django_db
def test_the_last_piece_repeated_makes_one_report(tus):
    url = tus.begun(len(FILE))
    tus.patch(url, FILE[:20], 0)
    first = tus.patch(url, FILE[20:], 20)
    assert tus.patch(url, FILE[20:], 20).status_code == 409
    again = tus.patch(url, b"", len(FILE))
    assert (again.status_code, again["Upload-Report"]) == (204, first["Upload-Report"])
    assert tus.head(url)["Upload-Report"] == first["Upload-Report"]
    assert Report.objects.count() == 1


@pytest.mark.django_db
def test_a_report_that_could_not_be_made_is_made_when_asked_again(tus, monkeypatch):
    url = tus.begun(len(FILE))

    def broken(*args, **kwargs):
        raise RuntimeError("the server dies here")

    with monkeypatch.context() as patched:
        patched.setattr("usage.uploads.views.hand_in", broken)
        with pytest.raises(RuntimeError):
            tus.patch(url, FILE, 0)
    assert "Upload-Report" not in tus.head(url)
    assert tus.patch(url, b"", len(FILE))["Upload-Report"]
    assert Report.objects.get().file.content.read() == FILE


@pytest.mark.django_db
def test_bytes_that_the_storage_lost_are_told(tus):
    url = tus.begun(len(FILE))
    tus.patch(url, FILE[:20], 0)
    default_storage.delete(Upload.objects.get().path)
    assert tus.patch(url, FILE[20:], 20).status_code == 410
    assert not Report.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_writes(agreement, uma, monkeypatch):
    upload = begun_upload(agreement, "2026-10", size=10, by=uma)
    wrote, at_it = [], threading.Event()
    append = AppendedFile.append

    def slowly(self, path, offset, kept, content, *, last):
        at_it.set()
        wrote.append(offset)
        threading.Event().wait(0.3)
        return append(self, path, offset, kept, content, last=last)

    monkeypatch.setattr(AppendedFile, "append", slowly)

    def send():
        try:
            append_upload(upload=upload, offset=0, content=io.BytesIO(b"aaaa"), length=4)
        finally:
            connection.close()

    other = threading.Thread(target=send)
    other.start()
    assert at_it.wait(10)
    with pytest.raises(Fault) as refused:
        append_upload(upload=upload, offset=0, content=io.BytesIO(b"bbbb"), length=4)
    other.join(10)
    assert refused.value.status == 423
    with pytest.raises(Fault) as late:
        append_upload(upload=upload, offset=0, content=io.BytesIO(b"bbbb"), length=4)
    assert late.value.status == 409
    assert wrote == [0]
    assert default_storage.open(upload.path).read() == b"aaaa"


@pytest.mark.django_db(transaction=True)
def test_two_that_end_it_at_once_make_one_report(agreement, uma):
    upload = begun_upload(agreement, "2026-10", size=len(FILE), by=uma)
    append_upload(upload=upload, offset=0, content=io.BytesIO(FILE), length=len(FILE))
    client = Client()
    client.force_login(uma)
    url, answers, ready = reverse("report_upload", args=[upload.pk]), [], threading.Barrier(4)

    def ask():
        own = Client()
        own.cookies = client.cookies
        headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(len(FILE))}
        ready.wait(10)
        try:
            answers.append(own.generic("PATCH", url, headers=headers, CONTENT_TYPE=BYTES).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _each in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert Report.objects.count() == 1
    assert 204 in answers
    assert set(answers) <= {204, 423}
