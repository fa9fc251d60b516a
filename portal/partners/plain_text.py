"""Names and addresses as they are read: nothing in them that is not seen."""

import re
import unicodedata

from django.utils.translation import gettext as _

from portal.refused import Refused

# Control characters, marks of direction and characters without width, which could make one name look
# like another. Joiners stay: Hindi and Arabic are written with them.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def plain_text(**fields: str) -> dict[str, str]:
    """The fields, composed (NFC), spaces folded. Raises Refused: `unseen_character`."""
    told = {}
    for name, text in fields.items():
        if _UNSEEN.search(text):
            sentence = _("“%(text)s” holds characters that are not seen. Type it instead of pasting it.")
            raise Refused("unseen_character", sentence % {"text": _UNSEEN.sub("", text)})
        told[name] = " ".join(unicodedata.normalize("NFC", text).split())
    return told
