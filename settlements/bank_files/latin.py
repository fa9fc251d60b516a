"""Texts in the characters every bank takes (EPC217-08): letters without accents, digits, and `/-?:().,'+`."""

import re
import unicodedata

from anyascii import anyascii

_OTHER = re.compile(r"[^A-Za-z0-9/\-?:().,'+\s]")
_AS_WRITTEN = str.maketrans(
    {"&": "+", "@": "(at)", "_": "-", '"': "'", "`": "'", "|": "/", "\\": "/", ";": ","}
    | dict.fromkeys("[{<", "(")
    | dict.fromkeys("]}>", ")")
)
_REFERENCE = re.compile(r"(?!/)(?!.*//)[A-Za-z0-9/\-?:().,'+]+(?<!/)")


def latin(text: str, length: int) -> str:
    """`text` in these characters and at most so many of them; the same text always comes out the same.

    Other scripts are written by sound. Empty only where nothing of the text can be written.
    """
    allowed = _OTHER.sub(".", anyascii(unicodedata.normalize("NFC", text)).translate(_AS_WRITTEN))
    # A slash at the ends, or two together, would be read as a code word.
    words = " ".join(re.sub(r"/{2,}", "/", allowed).split())
    return words.strip("/ ")[:length].rstrip("/ ")


def says_something(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def is_reference(text: str, length: int) -> bool:
    """Whether a bank hands `text` back as it came: references are refused rather than rewritten."""
    return len(text) <= length and _REFERENCE.fullmatch(text) is not None
