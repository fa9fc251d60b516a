"""One thing that waits for somebody, as both first pages show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToDo:
    """`text` leads to `url`; `act` names what is done there. `kind` is that of the badge."""

    text: str
    sub: str
    url: str
    badge: str
    kind: str
    act: str = ""
    why_not: str = ""
