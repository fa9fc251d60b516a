"""Keep the bytes of an uploaded file as they came."""

import hashlib
import uuid
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from portal.accounts.models import Partner, User
from portal.files.check_content import check_content
from portal.files.models import Scan, StoredFile
from portal.files.purposes import ALLOWED, FilePurpose

CHUNK = 1024 * 1024


def store_file(
    *,
    content: BinaryIO,
    name: str,
    folder: str,
    partner: Partner,
    stored_by: User,
    purpose: FilePurpose = FilePurpose.USAGE,
) -> StoredFile:
    """Write the bytes to storage under `folder` and a name of ours; return the row with size and SHA-256.

    Called inside the act's transaction: a rolled-back act leaves at most bytes without a row. Evidence and
    certificates are checked and scanned before. Raises Refused: `bad_type`, `too_large`, `infected`,
    `not_scanned`.
    """
    allowed, shown = ALLOWED[purpose], printable_name(name)
    found = check_content(content=content, name=shown, allowed=allowed)
    identity = uuid.uuid4()
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while block := content.read(CHUNK):
        digest.update(block)
        size += len(block)
    content.seek(0)
    path = default_storage.save(f"{folder}/{partner.pk}/{identity}", File(content))
    return StoredFile.objects.create(
        id=identity,
        partner=partner,
        content=path,
        name=shown,
        size=size,
        sha256=digest.hexdigest(),
        purpose=purpose,
        scan=found,
        scanned_at=timezone.now() if found == Scan.CLEAN else None,
        stored_by=stored_by,
    )


def printable_name(name: str) -> str:
    """The last part of a file name, without characters that are not shown as themselves."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable())[-255:] or "file"
