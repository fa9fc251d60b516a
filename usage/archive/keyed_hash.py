"""A keyed hash in SQL: what a reference becomes where it is kept."""

import hashlib

HASH_BYTES = 16
HMAC_BLOCK = 64


def keyed_hash(value: str, key: bytes) -> str:
    """SQL: the first bytes of HMAC-SHA256 (RFC 2104); a UUID, as that is sorted faster than a BLOB."""
    if len(key) > HMAC_BLOCK:
        key = hashlib.sha256(key).digest()
    key = key.ljust(HMAC_BLOCK, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in key).hex() for pad in (0x36, 0x5C))
    digest = f"unhex(sha256(unhex('{inner}') || encode({value})))"
    return f"left(sha256(unhex('{outer}') || {digest}), {HASH_BYTES * 2})::UUID"
