"""What is wrong with an input: every fault with its JSON path and a sentence."""

import json
import re
from dataclasses import dataclass

MOST_FAULTS = 10_000
_LONGEST_NAME = 200
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Fault:
    """`path` is a JSON path such as `terms[0].rate_rules[1].tiers[0].rate`; `$` is the document."""

    path: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message} ({self.code})"


class InvalidInput(ValueError):
    """The input breaks a rule of FORMULA section 10; `faults` has every one found."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class FaultList:
    """Collects faults while an input is read; gives up where there are more than anybody reads."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, path: str, code: str, message: str) -> None:
        self.found.append(Fault(path or "$", code, message))
        if len(self.found) == MOST_FAULTS:
            more = f"There may be more faults than these {MOST_FAULTS}; what follows was not read."
            raise InvalidInput([*self.found, Fault("$", "more_faults", more)])

    def raise_if_any(self) -> None:
        if self.found:
            raise InvalidInput(self.found)


def member_path(path: str, name: object) -> str:
    """The path of a member; a name that is no plain word is quoted, one that nobody would read is cut."""
    if isinstance(name, str) and len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME]}..."
    if isinstance(name, str) and _NAME.fullmatch(name):
        return f"{path}.{name}" if path else name
    return f"{path}[{json.dumps(str(name))}]"


def quoted(value: object) -> str:
    """A value as a fault names it: short, on one line, ASCII."""
    if isinstance(value, str):
        text = json.dumps(value if len(value) <= 60 else value[:57] + "...")
    elif value is None or isinstance(value, bool):
        text = {None: "null", True: "true", False: "false"}[value]
    elif isinstance(value, int) and abs(value) < 10**30:
        text = f"the number {value}"
    elif isinstance(value, int | float):
        text = "a JSON number"
    else:
        text = "an object" if isinstance(value, dict) else "a list" if isinstance(value, list) else "a value"
    return text
