"""The secret of a token: known to whoever made it, kept here as its digest only."""

import hashlib
import secrets

PREFIX = "rsp_"
SHOWN = len(PREFIX) + 4


def new_secret() -> str:
    """256 random bits behind a prefix that scanners of leaked secrets recognise."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """SHA-256, hex. A slow hash would add nothing: 256 bits are not guessed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
