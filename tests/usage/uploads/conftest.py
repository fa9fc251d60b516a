"""A client that speaks tus: `tus.begin(b"…")`, `tus.patch(url, b"…", offset=0)`."""

import pytest
from django.urls import reverse

from tests.factories.usage import coded
from tests.s3 import s3, s3_server  # noqa: F401
from usage.uploads.tus import BYTES, VERSION


class Tus:
    """One person's browser, at one agreement."""

    def __init__(self, client, agreement) -> None:
        self.client, self.agreement = client, agreement

    def begin(self, size: int, *, name="usage.csv", prefix="", query="", headers=None, **fields):
        given = {"filename": name, "period": f"{self.agreement.number}/2026-10", **fields}
        metadata = ",".join(f"{key} {coded(value)}" for key, value in given.items())
        wanted = {"Upload-Length": str(size), "Upload-Metadata": metadata, **(headers or {})}
        url = reverse(f"{prefix}report_uploads") + query
        return self.client.post(url, b"", content_type="", headers=self.said(wanted))

    def begun(self, size: int, **given) -> str:
        """The upload's URL."""
        answer = self.begin(size, **given)
        assert answer.status_code == 201, answer.content
        return answer["Location"]

    def patch(self, url: str, content: bytes, offset: int, *, type=BYTES, **headers):
        said = self.said({"Upload-Offset": str(offset), **headers})
        # Said also where no byte follows, as browsers do and Django's client does not.
        return self.client.generic("PATCH", url, content, headers=said, CONTENT_TYPE=type)

    def head(self, url: str):
        return self.client.head(url, headers=self.said({}))

    def delete(self, url: str):
        return self.client.delete(url, headers=self.said({}))

    def said(self, headers: dict) -> dict:
        return {"Tus-Resumable": VERSION, **headers}


@pytest.fixture
def tus(client, agreement, uma) -> Tus:
    client.force_login(uma)
    return Tus(client, agreement)
