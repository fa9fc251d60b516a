"""How clauses are numbered: 4, 4.1, 4.1.a; and the order that gives."""

import re
from collections.abc import Collection

NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9a-z]{1,3}){0,4}", re.ASCII)
LONGEST = 20


def in_order(number: str) -> list[tuple[int, int, str]]:
    """A key to sort by: 4.2 comes before 4.10, and 4.10 before 4.a."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in number.split(".")]


def free_number(wanted: str, taken: Collection[str]) -> str:
    """The number wanted, else the first whole one after all that are taken."""
    if wanted not in taken:
        return wanted
    return str(max(int(number.partition(".")[0]) for number in taken) + 1)
