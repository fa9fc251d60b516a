"""Where two texts differ, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Longer texts are compared line by line: matching words takes the square of their number.
_MOST_WORDS = 2_000
_WORDS, _LINES = re.compile(r"\S+\s*|\s+"), re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    differs: bool


def word_differences(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces that are the same or differ; joined, they are the texts again."""
    cut = _WORDS if max(len(old.split()), len(new.split())) <= _MOST_WORDS else _LINES
    before, after = cut.findall(old), cut.findall(new)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for side, words in ((left, before[i:j]), (right, after[k:m])):
            if words:
                side.append(Piece("".join(words), kind != "equal"))
    return left, right
