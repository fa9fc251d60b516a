"""Files whose bytes lie in storage already."""

from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import default_storage


@dataclass(frozen=True, slots=True)
class InStorage:
    """`path`: where the bytes lie; `name`: what the file was called where it came from."""

    path: str
    name: str
    size: int


def in_s3() -> bool:
    """Whether files are kept in a bucket. What speaks to S3 is imported only then: it is large."""
    return settings.STORAGES["default"]["BACKEND"].startswith("storages.backends.s3.")


def open_forward(path: str) -> BinaryIO:
    """The file, to be read from front to end, once; to be closed. No more of it is held than is read.

    Opened through the storage, a file of S3 is copied to this machine whole before its first byte is there.
    Raises OSError where the storage has lost it.
    """
    if not in_s3():
        return default_storage.open(path, "rb")
    from portal.files.s3_objects import body_of

    return body_of(default_storage, path)
