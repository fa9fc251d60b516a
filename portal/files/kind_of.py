"""Whether the bytes are what the name's ending says."""

import zipfile
from typing import BinaryIO

from portal.files.purposes import Kind, kind_by_name

BEGINNINGS = {
    Kind.PDF: b"%PDF-",
    Kind.PNG: b"\x89PNG\r\n\x1a\n",
    Kind.JPG: b"\xff\xd8\xff",
    Kind.XLSX: b"PK\x03\x04",
    Kind.ZIP: b"PK\x03\x04",
}
READ = 1024 * 1024
MAX_PARTS = 5000
MACROS = ("vbaproject.bin", "vbadata.xml")


def kind_of(*, content: BinaryIO, name: str) -> Kind | None:
    """The kind that both the name's ending and the bytes tell; None where they tell none, or two."""
    kind = kind_by_name(name)
    content.seek(0)
    beginning = BEGINNINGS.get(kind, b"")
    if kind is None or content.read(len(beginning)) != beginning:
        return None
    content.seek(0)
    if kind in (Kind.TXT, Kind.CSV) and not _is_text(content):
        return None
    if kind == Kind.XLSX and not _is_workbook(content):
        return None
    content.seek(0)
    return kind


def _is_text(content: BinaryIO) -> bool:
    """UTF-8 or Windows text: no NUL, and not the beginning of something else."""
    if content.read(8).startswith(tuple(BEGINNINGS.values())):
        return False
    content.seek(0)
    while block := content.read(READ):
        if b"\x00" in block:
            return False
    return True


def _is_workbook(content: BinaryIO) -> bool:
    """A zip whose list of parts is a workbook's, without macros. Nothing is unpacked."""
    try:
        with zipfile.ZipFile(content) as book:
            names = [name.lower() for name in book.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    if len(names) > MAX_PARTS or "[content_types].xml" not in names:
        return False
    return any(name.startswith("xl/") for name in names) and not any(name.endswith(MACROS) for name in names)
