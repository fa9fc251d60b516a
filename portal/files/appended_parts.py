"""Files that come bit by bit into S3: its parts, and what is too little for one."""

import shutil
import tempfile
from typing import BinaryIO

from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage

from portal.files.gone import Gone
from portal.files.s3_objects import gone_or

MEGABYTE = 1024 * 1024
LEAST = 5 * MEGABYTE
"""S3 takes no smaller part, except as the last."""


class AppendedParts:
    """`kept`: `upload` (S3's name of it), `parts` (their tags, in order), `rest` (bytes).

    What comes is a part of its own where it is large enough. Else it waits in an object beside, the rest, of
    `rest` bytes, and goes into the next part. A rest written over only ever grew: its first bytes are
    those that were written down.
    """

    def __init__(self, storage: S3Storage) -> None:
        self.storage = storage
        self.client = storage.connection.meta.client

    def append(self, path: str, offset: int, kept: dict, content: BinaryIO, *, last: bool) -> dict:
        kept = {"upload": "", "parts": [], "rest": 0, **kept}
        with tempfile.SpooledTemporaryFile(max_size=MEGABYTE) as part:
            try:
                self._copy_rest(path, kept["rest"], part)
                shutil.copyfileobj(content, part, MEGABYTE)
                size = part.tell()
                part.seek(0)
                if size == 0:
                    return kept
                if size < LEAST and not last:
                    self.client.put_object(**self._at(path + ".rest"), Body=part)
                    return {**kept, "rest": size}
                upload = kept["upload"] or self._begin(path)
                number = len(kept["parts"]) + 1
                done = self.client.upload_part(
                    **self._at(path), UploadId=upload, PartNumber=number, Body=part
                )
            except ClientError as fault:
                raise gone_or(fault, path) from fault
        return {"upload": upload, "parts": [*kept["parts"], done["ETag"]], "rest": 0}

    def finish(self, path: str, size: int, kept: dict) -> None:
        if size == 0:
            self.client.put_object(**self._at(path), Body=b"")
            return
        parts = [{"PartNumber": at, "ETag": tag} for at, tag in enumerate(kept["parts"], start=1)]
        try:
            self.client.complete_multipart_upload(
                **self._at(path), UploadId=kept["upload"], MultipartUpload={"Parts": parts}
            )
        except ClientError as fault:
            # It may have been put together before, and not written down.
            if self._size(path) != size:
                raise gone_or(fault, path) from fault
        if self._size(path) != size:
            raise Gone(path)
        self.client.delete_object(**self._at(path + ".rest"))

    def drop(self, path: str) -> None:
        begun = self.client.list_multipart_uploads(Bucket=self.storage.bucket_name, Prefix=path)
        for each in begun.get("Uploads", []):
            self.client.abort_multipart_upload(
                Bucket=self.storage.bucket_name, Key=each["Key"], UploadId=each["UploadId"]
            )
        for key in (path + ".rest", path):
            self.client.delete_object(**self._at(key))

    def _at(self, path: str) -> dict[str, str]:
        return {"Bucket": self.storage.bucket_name, "Key": path}

    def _begin(self, path: str) -> str:
        given = self.storage.get_object_parameters(path)
        return self.client.create_multipart_upload(**self._at(path), **given)["UploadId"]

    def _copy_rest(self, path: str, size: int, part: BinaryIO) -> None:
        if not size:
            return
        rest = self.client.get_object(**self._at(path + ".rest"))["Body"].read(size)
        if len(rest) != size:
            raise Gone(path)
        part.write(rest)

    def _size(self, path: str) -> int | None:
        try:
            return self.client.head_object(**self._at(path))["ContentLength"]
        except ClientError:
            return None
