"""The members of a bundle, a zip or the folder it was unpacked to: read by name, and no others."""

import hashlib
import os
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar

from settlements.engine.faults import InvalidInput, quoted
from settlements.engine.reading import read_stream, refusal

_PIECE = 2**20
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Members:
    """`names`: what the bundle itself holds, folders inside left out."""

    names: frozenset[str]
    _open: Callable[[str], IO[bytes]]

    def read(self, name: str, most: int) -> bytes:
        """A member of at most `most` bytes; InvalidInput where it is missing, larger or damaged."""
        return self._reading(name, lambda stream: read_stream(stream, most))

    def sha256(self, name: str) -> str:
        """Hex, of a member of any size; InvalidInput as `read`."""
        return self._reading(name, _sha256)

    def _reading(self, name: str, read: Callable[[IO[bytes]], T]) -> T:
        if name not in self.names:
            raise refusal("bundle_unreadable", f"The bundle holds no {quoted(name)}.")
        try:
            with self._open(name) as stream:
                return read(stream)
        except InvalidInput:
            raise
        except Exception as error:  # a damaged zip makes the library raise anything
            raise refusal("bundle_unreadable", f"{quoted(name)} cannot be read: {error}.") from None


@contextmanager
def open_bundle(path: Path) -> Iterator[Members]:
    """InvalidInput where it is neither folder nor zip, or where one name stands for two members."""
    if os.path.isdir(path):  # False also of a name that no file can have
        yield _folder(path)
        return
    with _archive(path) as archive:
        names = Counter(archive.namelist())
        for name, times in sorted(names.items()):
            if times > 1:  # readers would differ in which of the two they believe
                message = f"The bundle holds {quoted(name)} {times} times."
                raise refusal("bundle_unreadable", message)
        yield Members(frozenset(names), archive.open)


def _folder(path: Path) -> Members:
    """Files alone: a pipe would be waited for, a device may have no end."""
    names = frozenset(each.name for each in os.scandir(path) if _is_file(each))
    return Members(names, lambda name: (path / name).open("rb"))


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return stat.S_ISREG(entry.stat().st_mode)
    except OSError:  # a link to nowhere
        return False


def _archive(path: Path) -> zipfile.ZipFile:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise refusal("bundle_unreadable", f"{quoted(str(path))} is neither a folder nor a file.")
        return zipfile.ZipFile(path)
    except InvalidInput:
        raise
    except FileNotFoundError:
        raise refusal("bundle_unreadable", f"There is no {quoted(str(path))}.") from None
    except Exception as error:  # a damaged zip makes the library raise anything
        message = f"This is neither a folder nor a zip that can be read: {error}."
        raise refusal("bundle_unreadable", message) from None


def _sha256(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := stream.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()
