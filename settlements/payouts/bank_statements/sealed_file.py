"""The bytes of a bank's file as an encrypted text, for as long as nobody has read them."""

import base64
import zlib

from portal.sealed import open_sealed, seal


def seal_file(content: bytes) -> str:
    return seal(base64.b85encode(zlib.compress(content)).decode())


def open_file(sealed: str) -> bytes:
    """Raises InvalidToken where no key opens it."""
    return zlib.decompress(base64.b85decode(open_sealed(sealed)))
