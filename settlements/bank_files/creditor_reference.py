"""The reference a payer quotes, by ISO 11649: RF, two check digits, and our number without its hyphens.

Banks carry it in a place of its own; a payer may type it into the text instead. A mistyped one is none.
"""

import re

from stdnum import iso11649
from stdnum.iso7064 import mod_97_10

_WORD = re.compile(r"[A-Za-z0-9]+")
_NUMBER = re.compile(r"[A-Z0-9]{1,21}")
_REFERENCE = re.compile(rf"RF[0-9]{{2}}{_NUMBER.pattern}")


def creditor_reference(number: str) -> str:
    """`REM-2026-000004` as a bank takes it; ValueError for a number that does not fit or says nothing."""
    plain = number.replace("-", "").upper()
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"{number} cannot be a creditor reference: at most 21 letters and digits")
    return f"RF{mod_97_10.calc_check_digits(plain + 'RF')}{plain}"


def is_creditor_reference(text: str) -> bool:
    """Written without spaces, with the check digits that belong to it."""
    return _REFERENCE.fullmatch(text) is not None and iso11649.is_valid(text)


def shown_in_fours(reference: str) -> str:
    return str(iso11649.format(reference))


def references_in(text: str) -> tuple[str, ...]:
    """Every reference that words of a text can be read as, typed in groups or not.

    Of a hundred such readings one is chance, so they are to be looked up among the references that are open.
    """
    words = [word.upper() for word in _WORD.findall(text)]
    found = {}
    for start, word in enumerate(words):
        if word.startswith("RF"):
            for end in range(start + 1, min(start + 25, len(words)) + 1):
                candidate = "".join(words[start:end])
                if is_creditor_reference(candidate):
                    found[candidate] = True
    return tuple(found)
