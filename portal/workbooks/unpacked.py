"""Whether a workbook may be unpacked at all: its parts are counted and read before anything parses them."""

import io
import zipfile
import zlib
from contextlib import suppress
from xml.parsers import expat

from django.utils.translation import gettext as _
from openpyxl.utils import range_boundaries

from portal.refused import Refused
from portal.web import formats

MOST_BYTES = 20 * 1024 * 1024
"""Of all parts, unpacked."""
MOST_MARKS = 800_000
"""Opening brackets of all parts: what a parser builds grows with them."""
MOST_SPANNED = 200_000
"""Places in merged or linked ranges of all parts: openpyxl makes a cell of each."""
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
READ = 1024 * 1024
_DECLARES = tuple("<!DOCTYPE".encode(each) for each in ("utf-8", "utf-16-le", "utf-16-be"))


def require_harmless(content: bytes) -> None:
    """Raises Refused: `unreadable`, `too_large`, `declares` (XML that declares entities of its own)."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = book.infolist()
            if sum(part.file_size for part in parts) > MOST_BYTES:
                raise _too_large()
            marks = sum(_read(book, part) for part in parts)
            if marks <= MOST_MARKS:
                spanned = sum(_spanned(book, part) for part in parts)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, NotImplementedError):
        raise unreadable() from None
    if marks > MOST_MARKS or spanned > MOST_SPANNED:
        raise _too_large()


def _read(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """How many opening brackets it has."""
    marks, before = 0, b""
    with book.open(part) as stream:
        while block := stream.read(READ):
            if any(each in before + block for each in _DECLARES):
                sentence = _("The workbook declares XML entities, which no spreadsheet needs. Save it anew.")
                raise Refused("declares", sentence)
            marks, before = marks + block.count(b"<"), block[-20:]
    return marks


def _spanned(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """How many places its merged and linked ranges have, as far as it is XML."""
    found: list[int] = []

    def element(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] in ("mergeCell", "hyperlink"):
            found.append(_places(attributes.get("ref", "")))

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    # What stands behind a fault openpyxl does not reach either.
    with suppress(expat.ExpatError, LookupError):
        parser.Parse(book.read(part), True)
    return sum(found)


def _places(ref: str) -> int:
    """Of a range; a whole column or row is as long as a sheet can be."""
    try:
        left, top, right, bottom = range_boundaries(ref)
    except (TypeError, ValueError):
        return 0
    return ((right or LAST_COLUMN) - (left or 1) + 1) * ((bottom or LAST_ROW) - (top or 1) + 1)


def unreadable() -> Refused:
    sentence = _(
        "This workbook cannot be read. Open it in your spreadsheet program and save it as .xlsx again."
    )
    return Refused("unreadable", sentence)


def _too_large() -> Refused:
    sentence = _(
        "Unpacked the workbook is too large: at most %(limit)s are read. Copy its rows into a fresh "
        "template, without pictures and empty formatted rows."
    )
    return Refused("too_large", sentence % {"limit": formats.filesize(MOST_BYTES)})
