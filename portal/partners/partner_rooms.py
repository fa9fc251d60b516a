"""What the rooms above show of a partner on its staff page, and count of it in the list.

Agreements and statements add theirs when the apps are ready; this app does not know them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.accounts.models import Partner, User


@dataclass(frozen=True, slots=True)
class Room:
    """`items`: address, text, note. `url` and `link` lead to all; `nothing` says that there is none."""

    title: str
    items: list[tuple[str, str, str]]
    url: str
    link: str
    nothing: str


_rooms: list[Callable[[User, Partner], Room | None]] = []
_counts: dict[str, Any] = {}


def show_also(room: Callable[[User, Partner], Room | None]) -> None:
    """`room(user, partner)`: None for those who may not see it."""
    if room not in _rooms:
        _rooms.append(room)


def count_also(name: str, aggregate: Any) -> None:
    """`aggregate` over the partner's own reverse relation; `name` is the row's attribute."""
    _counts[name] = aggregate


def rooms_of(user: User, partner: Partner) -> list[Room]:
    return [found for room in _rooms if (found := room(user, partner)) is not None]


def counts() -> dict[str, Any]:
    return dict(_counts)
