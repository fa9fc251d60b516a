"""The demo's second factors: secrets that everybody may know, made of the address. Pure.

Tests and pictures log in with them too; an installation in earnest has none of them.
"""

import base64
import hashlib
import hmac
import struct

PERIOD = 30


def secret_of(email: str) -> str:
    """The same for the same address, always; base32 as authenticator apps take it."""
    return base64.b32encode(hashlib.sha256(f"demo second factor of {email}".encode()).digest()[:20]).decode()


def code_at(secret: str, at: float) -> str:
    """The six digits an authenticator app shows at the instant (seconds since 1970), RFC 6238."""
    counter = struct.pack(">Q", int(at) // PERIOD)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
