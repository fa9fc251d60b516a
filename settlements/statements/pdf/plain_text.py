"""Sentences and names as the typesetter takes them: no markup, directions apart, every character drawn."""

import re
import unicodedata
from functools import lru_cache
from html import unescape
from typing import Any

from django.utils.safestring import SafeData
from django.utils.translation import get_language_bidi

from settlements.statements.pdf.fonts import FAMILIES, drawn_by

_FSI, _PDI = "\u2068", "\u2069"
_BDI = re.compile("<bdi>(.*?)</bdi>", re.DOTALL)
_TAG = re.compile("<[^>]*>")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_KEPT = frozenset("\u200c\u200d\u200e\u200f" + _FSI + _PDI)
"""Invisible, and of use: joiners, marks of direction, isolates."""
_VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_UNKNOWN = "\ufffd"


def plain(text: Any) -> str:
    """What a page's sentence says. What stands in `<bdi>` there is isolated by characters here."""
    if not isinstance(text, SafeData):
        return _DIRECTIONS.sub("", str(text))
    words = _BDI.sub(lambda match: isolate(match[1]), _DIRECTIONS.sub("", str(text)))
    return unescape(_TAG.sub("", words))


def isolate(text: str) -> str:
    """Text that may run the other way than what stands around it."""
    text = _DIRECTIONS.sub("", text)
    if text and (get_language_bidi() or _RIGHT_TO_LEFT.search(text)):
        return f"{_FSI}{text}{_PDI}"
    return text


def printable(value: Any) -> Any:
    """The same with U+FFFD for every character that the fonts cannot draw; in lists and dicts too."""
    if isinstance(value, dict):
        return {name: printable(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable(each) for each in value]
    if not isinstance(value, str) or (value.isascii() and value.isprintable()):
        return value
    return _drawn(value)


@lru_cache(8192)
def _drawn(text: str) -> str:
    text = _VARIANTS.sub("", re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", _space, text))
    clusters: list[str] = []
    for letter in text:
        category = unicodedata.category(letter)
        if category == "Cf" and letter not in _KEPT:
            continue
        # A mark is drawn by the font of its letter, or not at all.
        if category[0] == "M" and clusters and clusters[-1] not in _KEPT:
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return "".join(map(_with_glyphs, clusters))


def _space(match: re.Match) -> str:
    """Spaces of their own width stay; what breaks a line or cannot be seen is a space."""
    return match[0] if match[0] in ("\u00a0", "\u202f", "\u3000") else " "


def _with_glyphs(cluster: str) -> str:
    if _has_glyphs(cluster):
        return cluster
    if _has_glyphs(whole := unicodedata.normalize("NFC", cluster)):
        return whole
    letter, marks = cluster[0], cluster[1:]
    return (letter if _has_glyphs(letter) else _UNKNOWN) + (_UNKNOWN if marks else "")


@lru_cache(8192)
def _has_glyphs(cluster: str) -> bool:
    """Whether one family draws all of it: families are read only as far as they are needed."""
    codes = {ord(letter) for letter in cluster}
    return any(codes <= drawn_by(family) for family in FAMILIES)
