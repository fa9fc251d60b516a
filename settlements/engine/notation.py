"""The notation of numbers, dates and currencies in the documents (FORMULA, preamble and section 10)."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

DIGITS: Final = 30
COUNTER_DIGITS: Final = 80

plain_number = re.compile(r"-?[0-9]+(?:\.[0-9]+)?").fullmatch
currency_code = re.compile(r"[A-Z]{3}").fullmatch
_plain_date = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch


def digits_of(number: str) -> int:
    """How many digits a number in plain notation is written with."""
    return len(number) - number.count("-") - number.count(".")


def real_date(text: str) -> date | None:
    """A `YYYY-MM-DD` of the calendar, else None."""
    return _known_date(text) if len(text) == 10 else None


@lru_cache(maxsize=4096)
def _known_date(text: str) -> date | None:
    if not _plain_date(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def is_unicode(text: str) -> bool:
    """False for half a surrogate pair, which no UTF-8 text can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
