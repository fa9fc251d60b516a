"""How many bytes of files one request may bring."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

STRANGERS_BYTES = 1024 * 1024


class LimitedUpload(TemporaryFileUploadHandler):
    """Refuses by the length a request declares, before a byte of it is written. No more than that is read.

    Files somewhat too large are let through: their act says so in a sentence.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        user = getattr(self.request, "user", None)
        known = user is not None and user.is_authenticated
        if content_length > STRANGERS_BYTES + (2 * settings.USAGE_MAX_BYTES if known else 0):
            raise RequestDataTooBig("More bytes than anybody needs to send here.")
