"""Texts encrypted at rest: a dump of the database shows nothing of them."""

import base64
import hashlib
from collections.abc import Callable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

__all__ = ["InvalidToken", "open_sealed", "rotate_also", "rotations", "seal", "sealed_anew"]

_rotations: list[Callable[[], tuple[str, int]]] = []


def seal(text: str) -> str:
    return _cipher().encrypt(text.encode()).decode()


def open_sealed(sealed: str, *, seconds: int | None = None) -> str:
    """The text. Raises InvalidToken where no key opens it, or it was sealed longer ago than `seconds`."""
    return _cipher().decrypt(sealed.encode(), ttl=seconds).decode()


def sealed_anew(sealed: str) -> str:
    """The same text under the first key; unchanged where it is under that one. Raises InvalidToken."""
    ciphers = _ciphers()
    try:
        ciphers[0].decrypt(sealed.encode())
    except InvalidToken:
        return MultiFernet(ciphers).rotate(sealed.encode()).decode()
    return sealed


def rotate_also(rotation: Callable[[], tuple[str, int]]) -> None:
    """What `manage.py rotate_encryption_keys` goes through too; gives its name and how many it changed."""
    if rotation not in _rotations:
        _rotations.append(rotation)


def rotations() -> list[Callable[[], tuple[str, int]]]:
    return list(_rotations)


def _cipher() -> MultiFernet:
    return MultiFernet(_ciphers())


def _ciphers() -> list[Fernet]:
    """Several keys, separated by commas: the first one encrypts, each decrypts."""
    digests = [hashlib.sha256(key.strip().encode()).digest() for key in settings.ENCRYPTION_KEY.split(",")]
    return [Fernet(base64.urlsafe_b64encode(digest)) for digest in digests]
