"""The lines of one chunk, from storage."""

from pathlib import Path

from usage.check.cuts import Chunk, cut_out
from usage.storage import open_part


def cut_stored(name: str, chunk: Chunk, target: Path) -> None:
    """name: of the file of lines that is cut. Of a remote storage no more than the chunk is fetched."""
    with open_part(name=name, offset=chunk.offset, length=chunk.length) as source:
        cut_out(source=source, chunk=chunk, target=target)
