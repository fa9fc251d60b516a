"""Put the next bytes of a file behind those that are there."""

from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from portal.files.appended import appending
from usage.models import Upload
from usage.uploads.fault import Fault
from usage.uploads.locked import locked
from usage.uploads.start_upload import LIFE


@transaction.atomic
def append_upload(*, upload: Upload, offset: int, content: BinaryIO, length: int) -> Upload:
    """The row once `length` bytes more are durably stored; of two calls with one offset only one writes.

    Raises Fault: 409 where the offset is another, 423 while another call writes; and Gone.
    """
    row = locked(upload)
    if row.offset != offset or not row.is_open:
        raise Fault(409, "wrong_offset", f"Upload-Offset is {row.offset} here.")
    whole = offset + length == row.size
    row.kept = appending().append(row.path, offset, row.kept, content, last=whole)
    row.offset = offset + length
    row.expires_at = timezone.now() + LIFE
    row.save(update_fields=["kept", "offset", "expires_at"])
    return row
