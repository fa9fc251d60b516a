"""One thing that waits for somebody, as both first pages show it."""

from dataclasses import dataclass

SHOWN = 8


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


@dataclass(frozen=True, slots=True)
class Section:
    """`more`: there is more than is shown, on the page `url`."""

    title: str
    items: list[ToDo]
    nothing: str
    url: str
    link: str
    more: bool = False


def section_of(title: str, items: list[ToDo], nothing: str, url: str, link: str) -> Section:
    """The first of the items; one more than is shown says that there are more."""
    return Section(title, items[:SHOWN], nothing, url, link, more=len(items) > SHOWN)
