"""Keep the bytes of an uploaded file as they came."""

import hashlib
import uuid
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Partner, User
from portal.files.kind_of import kind_of
from portal.files.models import Scan, StoredFile
from portal.files.purposes import ALLOWED, ENDINGS, Allowed, FilePurpose
from portal.files.readable import not_clean
from portal.files.scan import scan
from portal.refused import Refused
from portal.web import formats

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
    _require_size(content, shown, allowed)
    _require_kind(content, shown, allowed)
    found = scan(content=content) if allowed.at_once else Scan.UNSCANNED
    if found in (Scan.INFECTED, Scan.FAILED):
        raise not_clean(found, shown)
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


def _require_size(content: BinaryIO, name: str, allowed: Allowed) -> None:
    size = content.seek(0, 2)
    content.seek(0)
    if allowed.max_bytes is not None and size > allowed.max_bytes:
        sentence = _("“%(name)s” has %(size)s; at most %(limit)s are taken. Send a smaller file.")
        sizes = {"size": formats.filesize(size), "limit": formats.filesize(allowed.max_bytes)}
        raise Refused("too_large", sentence % {"name": name, **sizes})


def _require_kind(content: BinaryIO, name: str, allowed: Allowed) -> None:
    if not allowed.kinds or kind_of(content=content, name=name) in allowed.kinds:
        return
    endings = ", ".join(ending for ending, kind in ENDINGS.items() if kind in allowed.kinds)
    sentence = _(
        "“%(name)s” is not taken. Send a file of one of these kinds: %(endings)s; its content must be what "
        "its ending says."
    )
    raise Refused("bad_type", sentence % {"name": name, "endings": endings})
