"""Which characters a font file has a glyph for: its `cmap` table, read without any font library.

The typesetter refuses a document with a character that no font has; so it must be known before.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

SEGMENTS, GROUPS = 4, 12
"""The two formats of `cmap` that map Unicode in every font made this century."""


def characters_of(path: Path) -> frozenset[int]:
    """The code points of a TrueType or OpenType file."""
    content = path.read_bytes()
    table = _table(content, b"cmap")
    count = struct.unpack_from(">H", content, table + 2)[0]
    found: set[int] = set()
    for place in range(count):
        start = table + struct.unpack_from(">I", content, table + 4 + 8 * place + 4)[0]
        kind = struct.unpack_from(">H", content, start)[0]
        if kind == SEGMENTS:
            found.update(_of_segments(content, start))
        elif kind == GROUPS:
            found.update(_of_groups(content, start))
    return frozenset(found)


def _table(content: bytes, name: bytes) -> int:
    count = struct.unpack_from(">H", content, 4)[0]
    for place in range(count):
        tag, _sum, offset, _length = struct.unpack_from(">4sIII", content, 12 + 16 * place)
        if tag == name:
            return offset
    raise ValueError(f"no table {name!r}: this is no font")


def _of_groups(content: bytes, start: int) -> Iterator[int]:
    count = struct.unpack_from(">I", content, start + 12)[0]
    for first, last, glyph in struct.iter_unpack(">III", content[start + 16 : start + 16 + 12 * count]):
        # Glyph 0 is the empty box.
        yield from range(first + (glyph == 0), last + 1)


def _of_segments(content: bytes, start: int) -> Iterator[int]:
    size = struct.unpack_from(">H", content, start + 6)[0]
    count = size // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", content, start + 14 + place)
        for place in (0, size + 2, 2 * size + 2, 3 * size + 2)
    )
    glyphs = start + 14 + 3 * size + 2
    for place, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, last + 1 if last < 0xFFFF else last):
            glyph = code
            if offsets[place]:
                at = glyphs + 2 * place + offsets[place] + 2 * (code - first)
                glyph = struct.unpack_from(">H", content, at)[0]
                if glyph == 0:
                    continue
            if (glyph + deltas[place]) & 0xFFFF:
                yield code
