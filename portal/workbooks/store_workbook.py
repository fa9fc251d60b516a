"""Keep a workbook's bytes as they came, checked and scanned like every file that is handed in."""

import hashlib
import io
import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.files.check_content import check_content
from portal.files.purposes import MEGABYTE, Allowed, Kind
from portal.files.store_file import printable_name
from portal.refused import Refused
from portal.workbooks.models import Workbook
from portal.workbooks.unpacked import require_harmless

ALLOWED = Allowed(frozenset({Kind.XLSX}), 5 * MEGABYTE, at_once=True)


def store_workbook(*, content: bytes, name: str, by: User) -> Workbook:
    """The row; of the same bytes the one there is. Staff of contracts. Nothing of it is imported yet.

    Raises Refused: `bad_type`, `too_large`, `infected`, `not_scanned`, `unreadable`, `declares`.
    """
    require_staff(by, StaffRole.CONTRACTS)
    shown = printable_name(name)
    found = check_content(content=io.BytesIO(content), name=shown, allowed=ALLOWED)
    require_harmless(content)
    digest = hashlib.sha256(content).hexdigest()
    try:
        with transaction.atomic():
            standing = Workbook.objects.filter(sha256=digest).first()
            return _there(standing, content) if standing else _store(content, shown, digest, found, by)
    except IntegrityError:
        # Somebody else handed in the same file in this moment.
        return Workbook.objects.get(sha256=digest)


def content_of(workbook: Workbook) -> bytes:
    """Raises Refused (`lost`) where the storage has lost the bytes, or has others."""
    try:
        with workbook.content.open("rb") as file:
            content = file.read(ALLOWED.max_bytes or -1)
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != workbook.sha256:
        raise Refused("lost", _("The file is no longer there as it came. Hand it in again."))
    return content


def _there(row: Workbook, content: bytes) -> Workbook:
    """Stored anew where the storage has lost it, or has other bytes."""
    try:
        content_of(row)
    except Refused:
        row.content = default_storage.save(f"workbooks/{uuid.uuid4()}", ContentFile(content))
        row.save(update_fields=["content"])
    return row


def _store(content: bytes, name: str, digest: str, scan: str, by: User) -> Workbook:
    path = default_storage.save(f"workbooks/{uuid.uuid4()}", ContentFile(content))
    row = Workbook.objects.create(
        name=name, size=len(content), sha256=digest, content=path, scan=scan, stored_by=by
    )
    record_event(
        event="workbook.received",
        subject=f"workbook {row.pk}",
        actor=by,
        details={"name": name, "sha256": digest, "size": row.size},
    )
    return row
