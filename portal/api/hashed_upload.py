"""A file's digest, taken while it comes in: it is read once."""

import hashlib

from portal.files.upload_limit import LimitedUpload


class HashedUpload(LimitedUpload):
    """The uploaded file gets `sha256`, hex. Its bytes go to a temporary file, never to memory as a whole."""

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.digest = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.digest.update(raw_data)
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int):
        file = super().file_complete(file_size)
        file.sha256 = self.digest.hexdigest()
        return file
