"""Scan what was stored before there was a scanner, or while it was out of order."""

import logging

from django.db.models import F

from portal.files.models import Scan, StoredFile
from portal.files.scan import scanning
from portal.files.scan_stored import scan_stored

AT_ONCE = 20
log = logging.getLogger(__name__)


def scan_waiting_files() -> int:
    """How many were scanned now; those that wait longest first, until the scanner fails."""
    if not scanning():
        return 0
    waiting = StoredFile.objects.filter(scan__in=[Scan.UNSCANNED, Scan.FAILED]).exclude(content="")
    scanned = 0
    for stored in waiting.order_by(F("scanned_at").asc(nulls_first=True), "stored_at")[:AT_ONCE]:
        try:
            found = scan_stored(stored=stored)
        except OSError:
            log.exception("a stored file cannot be read", extra={"file": str(stored.pk)})
            continue
        if found == Scan.FAILED:
            break
        scanned += 1
    return scanned
