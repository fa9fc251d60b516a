"""tus 1.0.0, the protocol of uploads that go on after a broken line: https://tus.io/protocols/resumable-upload

Core, with creation, expiration, checksum and termination.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.http import http_date

from portal.api.problem import problem, problem_of
from portal.files.gone import Gone
from portal.refused import Refused
from usage.models import Upload
from usage.uploads.fault import Fault

VERSION = "1.0.0"
CHUNK = 8 * 1024 * 1024
"""The most bytes that one PATCH may bring."""
BYTES = "application/offset+octet-stream"
READ = 64 * 1024
NUMBER = re.compile(r"[0-9]{1,15}")
MISMATCH = 460


def speaks_tus(*methods: str) -> Callable:
    """A view of these methods, and OPTIONS; what is refused is answered as problem+json."""

    def wrap(view: Callable) -> Callable:
        @wraps(view)
        def page(request, *args, **kwargs):
            if request.method == "POST" and "X-HTTP-Method-Override" in request.headers:
                request.method = request.headers["X-HTTP-Method-Override"].upper()
            answer = _answer(view, methods, request, *args, **kwargs)
            answer["Tus-Resumable"] = VERSION
            answer["Cache-Control"] = "no-store"
            return answer

        return page

    return wrap


def _answer(view: Callable, methods: tuple[str, ...], request, *args, **kwargs) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=_offered())
    if request.method not in methods:
        return HttpResponseNotAllowed(["OPTIONS", *methods])
    if request.headers.get("Tus-Resumable") != VERSION:
        answer = problem(status=412, code="version", detail=f"Tus-Resumable: {VERSION} is wanted.")
        answer["Tus-Version"] = VERSION
        return answer
    try:
        return view(request, *args, **kwargs)
    except Fault as fault:
        return problem(status=fault.status, code=fault.code, detail=fault.detail)
    except Refused as refusal:
        return problem_of(refusal, {})
    except PermissionDenied as why:
        return problem(status=403, code="not_yours", detail=str(why))
    except Gone:
        return problem(status=410, code="gone", detail="The bytes that came so far are lost. Begin again.")


def _offered() -> dict[str, str]:
    return {
        "Tus-Version": VERSION,
        "Tus-Extension": "creation,expiration,checksum,termination",
        "Tus-Checksum-Algorithm": "sha256",
        "Tus-Max-Size": str(settings.USAGE_MAX_BYTES),
    }


def state_of(upload: Upload, report_url: str) -> dict[str, str]:
    """The headers that say how far the upload is; `report_url` once it is a report."""
    headers = {
        "Upload-Offset": str(upload.offset),
        "Upload-Expires": http_date(upload.expires_at.timestamp()),
    }
    return {**headers, "Upload-Report": report_url} if report_url else headers


def number_in(request, header: str) -> int:
    """Raises Fault where the header is not there, or no number."""
    value = request.headers.get(header, "")
    if not NUMBER.fullmatch(value):
        raise Fault(400, "bad_header", f"{header} must be a number of bytes.")
    return int(value)


def require_patch(request, upload: Upload) -> None:
    """What a PATCH says of itself fits, so far as can be seen before its bytes are read. Raises Fault."""
    if request.content_type != BYTES:
        raise Fault(415, "bad_type", f"Content-Type must be {BYTES}.")
    offset = number_in(request, "Upload-Offset")
    if "Transfer-Encoding" in request.headers:
        raise Fault(411, "length_required", "Content-Length must say how many bytes come.")
    length = number_in(request, "Content-Length") if "Content-Length" in request.headers else 0
    if length > CHUNK:
        raise Fault(413, "chunk_too_large", f"At most {CHUNK} bytes are taken at a time.")
    if offset != upload.offset:
        raise Fault(409, "wrong_offset", f"Upload-Offset is {upload.offset} here.")
    if offset + length > upload.size:
        raise Fault(413, "too_many_bytes", f"Upload-Length is {upload.size}.")


def read_body(request, into: BinaryIO) -> int:
    """How many bytes came, now in `into`, which is at its beginning: all of them, or those before a cut.

    Raises Fault (460) where they are not those of Upload-Checksum, and 400 where that is not understood.
    """
    wanted, digest, length = _checksum(request), hashlib.sha256(), 0
    try:
        while block := request.read(READ):
            into.write(block)
            digest.update(block)
            length += len(block)
    except OSError:
        pass  # the line broke: what came is kept
    into.seek(0)
    if wanted is not None and wanted != digest.digest():
        raise Fault(MISMATCH, "checksum", "The bytes are not those of Upload-Checksum.")
    return length


def _checksum(request) -> bytes | None:
    header = request.headers.get("Upload-Checksum")
    if header is None:
        return None
    algorithm, _blank, value = header.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        digest = b""
    if algorithm != "sha256" or len(digest) != hashlib.sha256().digest_size:
        raise Fault(400, "bad_checksum", "Upload-Checksum: sha256 and its digest in Base64.")
    return digest
