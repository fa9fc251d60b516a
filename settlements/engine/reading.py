"""Documents from outside, read no further than a settlement can need: time and memory stay bounded.

What is no JSON, or no settlement input, is for `json_text` and `parse` to say; here it is only sizes.
"""

from pathlib import Path
from typing import IO, Final

from settlements.engine.faults import Fault, InvalidInput

MEBIBYTE: Final = 2**20
MOST_BYTES: Final = 32 * MEBIBYTE
"""An input of 120,000 buckets has about as much."""
MOST_VALUES: Final = 2_000_000
"""As many values have 150,000 buckets: a text of nothing but `{},{},` would take fifty times its size."""


def read_file(path: Path, most: int = MOST_BYTES) -> bytes:
    """A file that may be anything: missing, a folder, a device without end."""
    try:
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise _unreadable(error) from None
    with file:
        return read_stream(file, most)


def read_stream(stream: IO[bytes], most: int = MOST_BYTES) -> bytes:
    """All of it, or InvalidInput where it cannot be read or has more than `most` bytes."""
    try:
        text = stream.read(most + 1)
    except OSError as error:
        raise _unreadable(error) from None
    if len(text) > most:
        raise refusal("too_large", f"This has more than {most // MEBIBYTE} MiB, which no settlement needs.")
    return text


def check_values(text: bytes, most: int = MOST_VALUES) -> bytes:
    """The text itself, or InvalidInput where it holds too many values to be worth reading."""
    if values_in(text) > most:
        raise refusal("too_large", f"This holds more than {most} values, which no settlement needs.")
    return text


def values_in(text: bytes) -> int:
    """At least as many as its lists and objects hold: what separates or opens them."""
    return text.count(b",") + text.count(b"[") + text.count(b"{")


def refusal(code: str, message: str) -> InvalidInput:
    return InvalidInput([Fault("$", code, message)])


def _unreadable(error: Exception) -> InvalidInput:
    return refusal("unreadable", f"This file cannot be read: {error}.")
