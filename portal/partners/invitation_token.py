"""What leads to an invitation: known to the invited person alone, kept only as its digest."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """SHA-256, hex; a random token needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
