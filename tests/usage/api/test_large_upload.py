"""A large file goes from the line to the storage in pieces; what is too large is not read at all."""

import io
import tracemalloc

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings

from tests.factories.usage import csv_bytes
from usage.models import Report

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
BOUNDARY = b"--line--"


class LongBody(io.RawIOBase):
    """A multipart request that exists only as far as it is read."""

    def __init__(self, head: bytes, size: int) -> None:
        self.parts = [head, size, b"\r\n--" + BOUNDARY + b"--\r\n"]
        self.length = len(head) + size + len(self.parts[2])

    def read(self, size: int = -1) -> bytes:
        while self.parts:
            part = self.parts[0]
            if isinstance(part, int):
                given = min(size if size >= 0 else part, part, MEGABYTE)
                self.parts[0] = part - given
                if not self.parts[0]:
                    self.parts.pop(0)
                return b"x" * given
            given = part if size < 0 else part[:size]
            self.parts[0] = part[len(given) :]
            if not self.parts[0]:
                self.parts.pop(0)
            return given
        return b""


def body(agreement, size: int) -> LongBody:
    members = [("agreement", agreement.number), ("period", "2026-10")]
    lines = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in members
    ]
    file = (
        b'Content-Disposition: form-data; name="file"; filename="big.csv"\r\nContent-Type: text/csv\r\n\r\n'
    )
    start = b"--" + BOUNDARY + b"\r\n"
    return LongBody(b"".join(start + line for line in lines) + start + file + csv_bytes(), size)


def send(program, sent: LongBody):
    return program.client.generic(
        "POST",
        "/api/v1/reports/",
        **{
            "wsgi.input": sent,
            "CONTENT_LENGTH": str(sent.length),
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY.decode()}",
        },
    )


def test_thirty_megabytes_take_a_few(program, agreement):
    send(program, body(agreement, 10))  # whatever is loaded once
    tracemalloc.start()
    answer = send(program, body(agreement, 30 * MEGABYTE))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answer.status_code == 201, answer.content
    stored = Report.objects.get(pk=answer.json()["id"]).file
    assert default_storage.size(stored.content.name) == stored.size > 30 * MEGABYTE
    assert peak < 8 * MEGABYTE


def test_what_is_too_large_is_refused(program, agreement):
    with override_settings(USAGE_MAX_BYTES=1000):
        somewhat = send(program, body(agreement, 1500))
        sent = body(agreement, 5 * MEGABYTE)
        much = send(program, sent)
    assert (somewhat.status_code, somewhat.json()["code"]) == (413, "file_too_large")
    assert (much.status_code, much["Content-Type"]) == (413, "application/problem+json")
    assert sent.length - sum(part if isinstance(part, int) else len(part) for part in sent.parts) < MEGABYTE
