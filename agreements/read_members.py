"""Read rows of an `agreement-terms/1` member, each fault with its path."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from settlements.engine.faults import Fault, FaultList, InvalidInput, quoted

MOST_ROWS = 500


class Row:
    """One object of a list. Each reading gives the value, or None and a fault."""

    def __init__(self, value: dict[str, Any], path: str, faults: FaultList) -> None:
        self.value, self.path, self.faults = value, path, faults

    def wrong(self, name: str, code: str, message: str) -> None:
        self.faults.add(f"{self.path}.{name}", code, message)

    def text(self, name: str, longest: int, *, optional: bool = False, lines: bool = False) -> str:
        given = self.value.get(name)
        if given is None and optional:
            return ""
        if not isinstance(given, str):
            self.wrong(name, "missing_member" if given is None else "wrong_type", "This must be a text.")
            return ""
        shown = given.replace("\n", "").replace("\t", "") if lines else given
        if not given.strip() and not optional:
            self.wrong(name, "missing_value", "This must not be empty.")
        elif len(given) > longest or "\x00" in given or not (lines or shown.isprintable()):
            self.wrong(name, "bad_text", f"This must be at most {longest} printable characters.")
        return given.strip()

    def code(self, name: str, shape: str) -> str:
        given = self.text(name, 60)
        if given and not re.fullmatch(shape, given, re.ASCII):
            wanted = "Use lower-case letters, digits, dots, hyphens and underscores."
            self.wrong(name, "bad_code", wanted)
        return given

    def choice(self, name: str, values: Iterable[str], code: str = "unknown_value") -> str:
        given, known = self.value.get(name), list(values)
        if given not in known:
            shown = ", ".join(map(str, known)) if len(known) < 20 else "a known code"
            self.wrong(name, code, f"This must be one of: {shown}.")
            return known[0] if known else ""
        return str(given)

    def choice_or(self, name: str, values: Iterable[str], default: str) -> str:
        """As `choice`; `default` where the member is absent."""
        return default if self.value.get(name) is None else self.choice(name, values)

    def decimal(self, name: str, *, most: Decimal, places: int) -> Decimal | None:
        """From 0 to `most`, a text in plain notation with at most `places` decimals; None where absent."""
        given = self.value.get(name)
        if given is None:
            return None
        if not isinstance(given, str) or not re.fullmatch(r"[0-9]{1,30}(\.[0-9]{1,30})?", given, re.ASCII):
            self.wrong(name, "bad_number", "A number is a text in plain notation, like 0.05.")
            return None
        number = Decimal(given)
        if number > most:
            self.wrong(name, "out_of_range", f"This must be at most {most}.")
        elif len(given.partition(".")[2]) > places:
            self.wrong(name, "too_many_decimals", f"At most {places} decimals.")
        else:
            return number
        return None

    def day(self, name: str) -> date | None:
        given = self.value.get(name)
        try:
            if not isinstance(given, str) or len(given) != 10:
                raise ValueError(given)
            return date.fromisoformat(given)
        except ValueError:
            self.wrong(name, "bad_date", f"A date is written like 2026-10-31, not {quoted(given)}.")
            return None

    def yes(self, name: str) -> bool:
        given = self.value.get(name, False)
        if not isinstance(given, bool):
            self.wrong(name, "wrong_type", "This must be true or false.")
            return False
        return given

    def whole(self, name: str, most: int) -> int | None:
        given = self.value.get(name)
        if given is None:
            return None
        if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= most:
            self.wrong(name, "out_of_range", f"This must be a whole number from 1 to {most}.")
            return None
        return given


def read_rows(
    value: Any, *, path: str, known: Iterable[str], key: str, read: Callable[[Row], Any]
) -> list[Any]:
    """What `read` makes of every row of the list; `known` members, `key` the one that stands only once.

    Raises InvalidInput with every fault.
    """
    faults, made, seen, names = FaultList(), [], set(), set(known)
    if not isinstance(value, list) or len(value) > MOST_ROWS:
        raise InvalidInput([Fault(path, "wrong_type", f"This must be a list of at most {MOST_ROWS} rows.")])
    for index, each in enumerate(value):
        row_path = f"{path}[{index}]"
        if not isinstance(each, dict):
            faults.add(row_path, "wrong_type", "This must be an object.")
            continue
        row = Row(each, row_path, faults)
        for name in sorted(each.keys() - names):
            row.wrong(name, "unknown_member", "There is no such member here.")
        made.append(read(row))
        if isinstance(each.get(key), str):
            if each[key].strip() in seen:
                row.wrong(key, "repeated_id", f"{quoted(each[key])} stands here twice.")
            seen.add(each[key].strip())
    if faults.found:
        raise InvalidInput(faults.found)
    return made


def read_object(value: Any, *, path: str, known: Iterable[str], read: Callable[[Row], Any]) -> Any:
    """What `read` makes of the one object. Raises InvalidInput with every fault."""
    faults = FaultList()
    if not isinstance(value, dict):
        raise InvalidInput([Fault(path, "wrong_type", "This must be an object.")])
    row = Row(value, path, faults)
    for name in sorted(value.keys() - set(known)):
        row.wrong(name, "unknown_member", "There is no such member here.")
    made = read(row)
    if faults.found:
        raise InvalidInput(faults.found)
    return made
