"""Names and addresses as they are read: nothing in them that is not seen."""

import unicodedata

from django.utils.translation import gettext as _

from portal.refused import Refused

# Control and format characters (marks of direction, of no width, soft hyphens), line ends, what has no
# meaning here: by these one name looks like another.
_UNSEEN_KINDS = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
# Letters and signs by their kind, of which nothing is seen.
_BLANKS = "\u034f\u115f\u1160\u2800\u3164\uffa0"
# Joiners stay: Hindi and Arabic are written with them.
_JOINERS = "\u200c\u200d"


def plain_text(**fields: str) -> dict[str, str]:
    """The fields, composed (NFC), spaces folded. Raises Refused: `unseen_character`."""
    told = {}
    for name, text in fields.items():
        shown = "".join(letter for letter in text if not _is_unseen(letter))
        if shown != text:
            sentence = _("“%(text)s” holds characters that are not seen. Type it instead of pasting it.")
            raise Refused("unseen_character", sentence % {"text": shown})
        told[name] = " ".join(unicodedata.normalize("NFC", text).split())
    return told


def skeleton(name: str) -> str:
    """Equal for names that differ only in case, width, spaces or what is not seen."""
    composed = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in composed if not (_is_unseen(letter) or _is_mute(letter)))


def _is_unseen(letter: str) -> bool:
    return letter in _BLANKS or (unicodedata.category(letter) in _UNSEEN_KINDS and letter not in _JOINERS)


def _is_mute(letter: str) -> bool:
    """Seen only by what it does to its neighbours: spaces, joiners, choices among forms of a sign."""
    return letter.isspace() or letter in _JOINERS or "VARIATION SELECTOR" in unicodedata.name(letter, "")
