"""Upload-Metadata of tus: `filename b2N0b2Jlci5jc3Y=,period QUdSLTIw…`."""

import base64
import binascii
import re

from usage.uploads.fault import Fault

LONGEST = 16_000
KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")


def read_metadata(header: str) -> dict[str, str]:
    """The values by key. Raises Fault where it is not written so, or not UTF-8."""
    found: dict[str, str] = {}
    for pair in filter(None, (each.strip() for each in header.split(","))):
        key, _blank, value = pair.partition(" ")
        if len(header) > LONGEST or key in found or not KEY.fullmatch(key):
            raise Fault(400, "bad_metadata", "Upload-Metadata: pairs of a key and a value in Base64.")
        found[key] = _text(value)
    return found


def _text(value: str) -> str:
    try:
        text = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, ValueError):
        raise Fault(400, "bad_metadata", "Upload-Metadata: a value is not UTF-8 in Base64.") from None
    if "\0" in text:
        raise Fault(400, "bad_metadata", "Upload-Metadata: a value holds NUL.")
    return text
