"""What the rooms above show of an agreement on its page, for both sides; this app does not know them."""

from collections.abc import Callable
from dataclasses import dataclass

from agreements.models import Agreement
from portal.accounts.models import User


@dataclass(frozen=True, slots=True)
class Room:
    """`facts`: name, value. `text` stands before them; `url` and `link` lead on."""

    title: str
    text: str
    facts: list[tuple[str, str]]
    url: str
    link: str


_rooms: list[Callable[[User, Agreement, bool], Room | None]] = []


def show_also(room: Callable[[User, Agreement, bool], Room | None]) -> None:
    """`room(user, agreement, is_staff)`: None where there is nothing to show to the reader."""
    if room not in _rooms:
        _rooms.append(room)


def rooms_of(user: User, agreement: Agreement, *, is_staff: bool) -> list[Room]:
    """Staff without a role that needs rates are not asked for: the caller holds the door."""
    return [found for room in _rooms if (found := room(user, agreement, is_staff)) is not None]
