"""What is said of the rows of a reconciliation: asked of the rooms above, which answer from their own rows.

Settlements adds its questions when the apps are ready.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from portal.accounts.models import User
from usage.models import Period


@dataclass(frozen=True, slots=True)
class Note:
    """A link beside a row: its words, its badge, where it leads."""

    text: str
    url: str
    state: str
    kind: str


@dataclass(frozen=True, slots=True)
class Said:
    """Notes by the key of their row, empty for the whole; where to ask, or why the reader may not."""

    notes: dict[str, list[Note]] = field(default_factory=dict)
    ask_url: str = ""
    why_not: str = ""


Room = Callable[[User, Period, bool], Said]
_rooms: list[Room] = []


def say_also(room: Room) -> None:
    """`room(user, period, staff)` gives what the reader may see of it; `staff`: on the staff's pages."""
    if room not in _rooms:
        _rooms.append(room)


def said_beside(user: User, period: Period, *, staff: bool) -> Said:
    """Of all rooms; who asks does so in the first that lets them."""
    all_said = [room(user, period, staff) for room in _rooms]
    notes: dict[str, list[Note]] = {}
    for said in all_said:
        for key, found in said.notes.items():
            notes.setdefault(key, []).extend(found)
    ask_url = next((said.ask_url for said in all_said if said.ask_url), "")
    why_not = next((said.why_not for said in all_said if said.why_not), "")
    return Said(notes, ask_url, "" if ask_url else why_not)
