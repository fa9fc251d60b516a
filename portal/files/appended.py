"""Files that come bit by bit, each bit straight to where the whole will lie."""

import io
import os
import shutil
from pathlib import Path
from typing import BinaryIO, Protocol

from django.core.files.storage import FileSystemStorage, default_storage

from portal.files.gone import Gone
from portal.files.in_storage import in_s3

READ = 1024 * 1024


class Appending(Protocol):
    """How a storage takes them. `kept` is what `append` returned the time before, `{}` at first.

    The caller writes down, in one transaction, `kept` and how many bytes are there. What was stored but not
    written down is written over by the next `append`: each call may be cut off anywhere, and repeated.
    """

    def append(self, path: str, offset: int, kept: dict, content: BinaryIO, *, last: bool) -> dict:
        """Durably the first `offset` bytes and then all of `content`. Raises Gone."""

    def finish(self, path: str, size: int, kept: dict) -> None:
        """The file of `size` bytes lies under its path; safe to run twice. Raises Gone."""

    def drop(self, path: str) -> None:
        """Nothing of it is left, finished or not; safe to run twice."""


def appending() -> Appending:
    """The way of the storage that is set."""
    if not in_s3():
        return AppendedFile(default_storage)
    from portal.files.appended_parts import AppendedParts

    return AppendedParts(default_storage)


class AppendedFile:
    """In a folder: written in place, on the disk once `append` returns."""

    def __init__(self, storage: FileSystemStorage) -> None:
        self.storage = storage

    def append(self, path: str, offset: int, kept: dict, content: BinaryIO, *, last: bool) -> dict:
        place = Path(self.storage.path(path))
        place.parent.mkdir(parents=True, exist_ok=True)
        mode = self.storage.file_permissions_mode or 0o666
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT, mode), "wb") as file:
            if os.fstat(file.fileno()).st_size < offset:
                raise Gone(path)
            file.truncate(offset)
            file.seek(offset)
            shutil.copyfileobj(content, file, READ)
            file.flush()
            os.fsync(file.fileno())
        return kept

    def finish(self, path: str, size: int, kept: dict) -> None:
        place = Path(self.storage.path(path))
        if size == 0:
            self.append(path, 0, kept, io.BytesIO(), last=True)
        if not place.exists() or place.stat().st_size != size:
            raise Gone(path)

    def drop(self, path: str) -> None:
        self.storage.delete(path)
