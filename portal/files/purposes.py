"""What files are handed in for, and which kinds and sizes are taken for each."""

from dataclasses import dataclass
from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024 * 1024


class FilePurpose(models.TextChoices):
    USAGE = "usage", _("Usage report")
    EVIDENCE = "evidence", _("Evidence")
    CERTIFICATE = "certificate", _("Certificate")
    SIGNED = "signed", _("Signed document")
    DOCUMENT = "document", _("Document of the portal")


class Kind(Enum):
    """An ending and the type it is served as."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPG = "image/jpeg"
    TXT = "text/plain; charset=utf-8"
    CSV = "text/csv; charset=utf-8"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ZIP = "application/zip"


@dataclass(frozen=True, slots=True)
class Allowed:
    """`kinds` empty: any bytes under any name. `at_once`: checked and scanned in the act that stores it."""

    kinds: frozenset[Kind]
    max_bytes: int | None
    at_once: bool


ALLOWED = {
    # Its own check reads it row by row, scans it first and limits its size (USAGE_MAX_BYTES).
    FilePurpose.USAGE: Allowed(frozenset(), None, at_once=False),
    FilePurpose.EVIDENCE: Allowed(frozenset(Kind) - {Kind.ZIP}, 20 * MEGABYTE, at_once=True),
    FilePurpose.CERTIFICATE: Allowed(frozenset({Kind.PDF, Kind.PNG, Kind.JPG}), 20 * MEGABYTE, at_once=True),
    FilePurpose.SIGNED: Allowed(frozenset({Kind.PDF}), 20 * MEGABYTE, at_once=True),
    # Made here, but of what people handed in.
    FilePurpose.DOCUMENT: Allowed(frozenset({Kind.PDF, Kind.ZIP}), None, at_once=True),
}
ENDINGS = {
    "pdf": Kind.PDF,
    "png": Kind.PNG,
    "jpg": Kind.JPG,
    "jpeg": Kind.JPG,
    "txt": Kind.TXT,
    "csv": Kind.CSV,
    "xlsx": Kind.XLSX,
    "zip": Kind.ZIP,
}


def kind_by_name(name: str) -> Kind | None:
    _stem, dot, ending = name.rpartition(".")
    return ENDINGS.get(ending.lower()) if dot else None
