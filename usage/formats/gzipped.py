"""CSV packed by gzip."""

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

from usage.check.rules import MIB, Limits
from usage.check.verdict import FileProblem, FileRefused


def write_lines(*, source: Path, target: Path, limits: Limits, tell: Callable[[int], None]) -> None:
    """The bytes as they were before packing. Raises FileRefused where they are damaged or too many."""
    written = 0
    with source.open("rb") as packed, target.open("wb") as plain:
        try:
            with gzip.GzipFile(fileobj=packed) as unpacked:
                while block := unpacked.read(MIB):
                    written += len(block)
                    if written > limits.max_unpacked_bytes:
                        details = {"bytes": written, "limit": limits.max_unpacked_bytes}
                        raise FileRefused(FileProblem(code="file_too_large", details=details))
                    plain.write(block)
                    tell(packed.tell())
        except (EOFError, gzip.BadGzipFile, zlib.error) as fault:
            raise FileRefused(FileProblem(code="unsupported_format", details={"damaged": "gzip"})) from fault
