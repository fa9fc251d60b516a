"""Which format a file has: its first bytes say so, never its name."""

import codecs
from enum import StrEnum
from pathlib import Path

LOOK = 4096


class Format(StrEnum):
    CSV = "csv"
    GZIP = "gzip"
    XLSX = "xlsx"
    PARQUET = "parquet"
    JSON_LINES = "json_lines"


FORMAT_NAMES = {
    Format.CSV: "CSV",
    Format.GZIP: "CSV.gz",
    Format.XLSX: "XLSX",
    Format.PARQUET: "Parquet",
    Format.JSON_LINES: "JSON Lines",
}
"""The same in every language."""

STARTS = {b"\x1f\x8b": Format.GZIP, b"PK\x03\x04": Format.XLSX, b"PAR1": Format.PARQUET}


def format_of(path: Path) -> Format:
    """Whatever begins like no other format is CSV, and refused as such where it is none."""
    with path.open("rb") as file:
        head = file.read(LOOK)
    for start, kind in STARTS.items():
        if head.startswith(start):
            return kind
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    return Format.JSON_LINES if text.startswith(b"{") else Format.CSV
