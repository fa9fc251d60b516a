"""Numbers as a partner writes them → as the canonical file has them. Text to text, no float, no rounding."""

import re
from collections.abc import Callable, Sequence
from decimal import Context, Decimal, InvalidOperation

from usage.check.canonical import MAX_DECIMALS
from usage.dialects.definition import NumberFormat

EXACT = Context(prec=400, traps=[InvalidOperation])
LONGEST = 120
"""Characters; a longer number is none that the check could take."""
MOST_EXPONENT = 60
_MARKS = {" ": " \u00a0\u2009\u202f", "'": "'\u2019"}
"""What else is taken for a grouping mark."""
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
SHOWN = {True: ("12", "34", "567"), False: ("1", "234", "567")}


def number_reader(numbers: NumberFormat) -> Callable[[str], str | None]:
    """A function: the number as the canonical file has it; None for what is none in this format.

    Every digit stays, but for zeros at the end that would be one decimal too many.
    """
    match = re.compile(_pattern(numbers)).fullmatch
    spread = {ord(mark): None for mark in _MARKS.get(numbers.grouping, numbers.grouping)}

    def read(cell: str) -> str | None:
        found = match(cell) if len(cell) <= LONGEST else None
        if found is None:
            return None
        negative, decimals = found["minus"] or found["after"], found["decimals"]
        whole = found["whole"].translate(spread)
        text = whole if decimals is None else f"{whole}.{decimals}"
        if numbers.exponent and found["exponent"]:
            return _scaled(text, found["exponent"], bool(negative))
        text = _trimmed(text)
        return "-" + text if negative else text

    return read


def many_reader(numbers: NumberFormat) -> Callable[[Sequence[str]], list[str] | None]:
    """A function: many numbers at once, where all have only other marks (nearly all do); else None."""
    simple = _simple(numbers)
    all_simple = re.compile(f"{simple}(?:\n{simple})*+").fullmatch
    marks = {ord(mark): None for mark in _MARKS.get(numbers.grouping, numbers.grouping)}
    marks |= {ord(numbers.decimal): "."}

    def read(cells: Sequence[str]) -> list[str] | None:
        joined = "\n".join(cells)
        return joined.translate(marks).split("\n") if all_simple(joined) else None

    return read


def times(number: str, factor: Decimal) -> str:
    """A canonical number multiplied, exactly; what is no number stays as it is."""
    if not _PLAIN.fullmatch(number) or len(number) > LONGEST:
        return number
    return _trimmed(f"{EXACT.multiply(Decimal(number), factor):f}")


def negated(number: str) -> str:
    """The other sign; zero has none."""
    if number.startswith("-"):
        return number[1:]
    return number if not number.strip("0.") else "-" + number


def is_plain(number: str) -> bool:
    return bool(_PLAIN.fullmatch(number))


def example(numbers: NumberFormat) -> str:
    """How a number of this format looks."""
    grouped = numbers.grouping.join(SHOWN[numbers.indian])
    return f"{grouped}{numbers.decimal}89"


def _whole(numbers: NumberFormat) -> str:
    group = f"[{re.escape(_MARKS.get(numbers.grouping, numbers.grouping))}]"
    if not numbers.grouping:
        return "[0-9]+"
    if numbers.indian:
        return f"[0-9]{{1,2}}(?:{group}[0-9]{{2}})*{group}[0-9]{{3}}|[0-9]+"
    return f"[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+"


def _simple(numbers: NumberFormat) -> str:
    """Without a sign, an exponent, or more decimals than are taken; of any length, as the check tells."""
    mark = re.escape(numbers.decimal)
    return f"(?:{_whole(numbers)})(?:{mark}[0-9]{{1,{MAX_DECIMALS}}})?"


def _pattern(numbers: NumberFormat) -> str:
    whole = _whole(numbers)
    exponent = "(?:[eE](?P<exponent>[+-]?[0-9]{1,3}))?" if numbers.exponent else ""
    number = f"(?P<whole>{whole})(?:{re.escape(numbers.decimal)}(?P<decimals>[0-9]+))?{exponent}"
    if numbers.negative == "trailing":
        return f"(?P<minus>-)?{number}(?P<after>(?(minus)(?!)|-))?"
    if numbers.negative == "parentheses":
        return rf"(?P<minus>-|(?P<open>\())?{number}(?P<after>(?(open)\)|(?!)))?(?(open)(?<=\)))"
    return f"(?P<minus>-)?{number}(?P<after>(?!))?"


def _scaled(text: str, exponent: str, negative: bool) -> str | None:
    if abs(int(exponent)) > MOST_EXPONENT:
        return None
    number = _trimmed(f"{EXACT.scaleb(Decimal(text), int(exponent)):f}")
    return "-" + number if negative else number


def _trimmed(text: str) -> str:
    """Without zeros that would be a decimal too many."""
    if "." not in text:
        return text
    whole, decimals = text.split(".")
    if len(decimals) <= MAX_DECIMALS:
        return text
    kept = decimals[:MAX_DECIMALS] + decimals[MAX_DECIMALS:].rstrip("0")
    return f"{whole}.{kept}"
