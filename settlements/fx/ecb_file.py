"""Read the ECB's history of reference rates as it publishes it (eurofxref-hist.csv, plain, zip or gzip)."""

import csv
import gzip
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from django.utils.translation import gettext as _

from portal.refused import Refused

LARGEST = 64 * 1024 * 1024
CURRENCY = re.compile(r"[A-Z]{3}")
RATE = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?")
ABSENT = {"", "N/A"}
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    RuntimeError,
    IndexError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class EcbRate:
    """One euro costs `rate` of `quote` on `date`."""

    quote: str
    date: date
    rate: Decimal


def read_ecb_file(file: BinaryIO) -> list[EcbRate]:
    """Every rate of the file, `N/A` left out. Raises Refused (`bad_rate_file`) naming the line at fault."""
    lines = csv.reader(io.StringIO(_text(file), newline=""), strict=True)
    rates: list[EcbRate] = []
    days: set[str] = set()
    try:
        quotes = _quotes(next(lines, []))
        for row in filter(None, lines):
            if row[0] in days:
                raise _bad(lines.line_num, _("its day stands in the file twice"))
            days.add(row[0])
            rates.extend(_rates(lines.line_num, row, quotes))
    except csv.Error as fault:
        raise _bad(lines.line_num, str(fault)) from fault
    return rates


def _text(file: BinaryIO) -> str:
    content = file.read(LARGEST + 1)
    try:
        if content.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                with archive.open(archive.namelist()[0]) as member:
                    content = member.read(LARGEST + 1)
        elif content.startswith(b"\x1f\x8b"):
            with gzip.open(io.BytesIO(content)) as member:
                content = member.read(LARGEST + 1)
        text = content.decode("utf-8-sig")
    except UNREADABLE as fault:
        raise Refused(
            "bad_rate_file", _("The file cannot be read. Download it from the ECB again.")
        ) from fault
    if len(content) > LARGEST:
        raise Refused("bad_rate_file", _("The file is too large to be the ECB's history of rates."))
    return text


def _quotes(header: list[str]) -> list[str]:
    """The columns' currencies; the ECB's last column has no name and no rates."""
    names = [name.strip() for name in header]
    if not names or names[0] != "Date":
        raise _bad(1, _("the first column should be “Date”"))
    quotes = names[1:]
    named = quotes[:-1] if quotes and not quotes[-1] else quotes
    for name in named:
        if not CURRENCY.fullmatch(name) or name == "EUR" or named.count(name) > 1:
            raise _bad(1, _("“%(found)s” is no column of a currency") % {"found": name[:20]})
    return quotes


def _rates(line: int, row: list[str], quotes: list[str]) -> Iterator[EcbRate]:
    values = [value.strip() for value in row]
    if len(values) != len(quotes) + 1:
        raise _bad(line, _("it has another number of columns than the header"))
    try:
        day = date.fromisoformat(values[0])
    except ValueError:
        raise _bad(line, _("“%(found)s” is no date") % {"found": values[0][:20]}) from None
    for quote, value in zip(quotes, values[1:], strict=True):
        if value in ABSENT:
            continue
        if not quote:
            raise _bad(line, _("“%(found)s” stands in a column without a currency") % {"found": value[:20]})
        if not RATE.fullmatch(value) or not Decimal(value):
            raise _bad(line, _("“%(found)s” is no rate") % {"found": value[:20]})
        yield EcbRate(quote, day, Decimal(value))


def _bad(line: int, fault: str) -> Refused:
    sentence = _("Line %(line)s of the rate file is wrong: %(fault)s. Nothing was imported.")
    return Refused("bad_rate_file", sentence % {"line": line, "fault": fault})
