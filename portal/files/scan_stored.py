"""Scan a file that is stored already."""

from collections.abc import Callable
from typing import BinaryIO

from django.utils import timezone

from portal.files.models import Scan, StoredFile
from portal.files.readable import is_readable
from portal.files.scan import scan


def scan_stored(*, stored: StoredFile, while_waiting: Callable[[], object] = lambda: None) -> Scan:
    """What is known of the file's bytes now; scans those that were not scanned, or whose scan failed.

    Once found harmful stays harmful. Raises OSError where the storage has lost the bytes.
    """
    if stored.scan == Scan.INFECTED or is_readable(stored):
        return Scan(stored.scan)
    with _bytes_of(stored) as content:
        found = scan(content=content, while_waiting=while_waiting)
    rows = StoredFile.objects.filter(pk=stored.pk)
    # A failed scan says nothing against what another one found meanwhile.
    open_rows = rows.filter(scan__in=[Scan.UNSCANNED, Scan.FAILED])
    rows = open_rows if found == Scan.FAILED else rows.exclude(scan=Scan.INFECTED)
    rows.update(scan=found, scanned_at=timezone.now())
    stored.refresh_from_db(fields=["scan", "scanned_at"])
    return Scan(stored.scan)


def _bytes_of(stored: StoredFile) -> BinaryIO:
    """A bare file where the storage has paths: it may be large, and need not be copied."""
    try:
        path = stored.content.path
    except NotImplementedError:
        return stored.content.open("rb")
    return open(path, "rb", buffering=0)
