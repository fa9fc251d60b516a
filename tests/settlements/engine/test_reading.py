"""Files and streams from outside are read to a limit, and their refusals say which."""

import io
from pathlib import Path

import pytest

from settlements.engine import InvalidInput
from settlements.engine.reading import MEBIBYTE, check_values, read_file, read_stream, values_in


def refused(read, *given) -> list[str]:
    with pytest.raises(InvalidInput) as refusal:
        read(*given)
    return list(map(str, refusal.value.faults))


class Endless(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        assert size == 6, "one byte more than there may be tells that there are more"
        return bytes(size)


class Broken(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise OSError("the disk is gone")


def test_a_stream_is_read_to_its_limit_and_no_further():
    assert read_stream(io.BytesIO(b"12345"), 5) == b"12345"
    assert refused(read_stream, Endless(), 5)
    assert refused(read_stream, io.BytesIO(bytes(2 * MEBIBYTE + 1)), 2 * MEBIBYTE) == [
        "$: This has more than 2 MiB, which no settlement needs. (too_large)"
    ]
    assert refused(read_stream, Broken()) == ["$: This file cannot be read: the disk is gone. (unreadable)"]


def test_a_file_that_is_none(tmp_path):
    assert refused(read_file, tmp_path / "a") == [
        f"$: This file cannot be read: [Errno 2] No such file or directory: '{tmp_path / 'a'}'. (unreadable)"
    ]
    assert refused(read_file, Path("a\0b")) == [
        "$: This file cannot be read: embedded null byte. (unreadable)"
    ]


def test_values_are_counted_by_what_separates_them():
    assert values_in(b'[{"a": 1}, [2, 3], {}]') == 7
    assert check_values(b"[1,2,3]", 3) == b"[1,2,3]"
    assert refused(check_values, b"[1,2,3]", 2) == [
        "$: This holds more than 2 values, which no settlement needs. (too_large)"
    ]
