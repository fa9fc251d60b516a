"""What S3 says, in the words of the house."""

from typing import BinaryIO

from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage

from portal.files.gone import Gone

LOST = {"NoSuchUpload", "NoSuchKey", "404", "InvalidPart"}


def body_of(storage: S3Storage, path: str) -> BinaryIO:
    """The object's bytes as they come over the wire. Raises FileNotFoundError."""
    try:
        return storage.bucket.Object(path).get()["Body"]
    except ClientError as fault:
        raise gone_or(fault, path) from fault


def gone_or(fault: ClientError, path: str) -> Exception:
    """Gone where S3 says that it knows nothing of it, else the fault as it is."""
    return Gone(path) if fault.response["Error"]["Code"] in LOST else fault
