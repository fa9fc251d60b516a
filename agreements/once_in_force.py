"""What follows in other rooms once a version came into force, in the act's own transaction."""

from collections.abc import Callable

from agreements.models import Version

_followers: list[Callable[[Version], None]] = []


def follow_also(step: Callable[[Version], None]) -> None:
    """`step(version)` runs under the agreement's lock, after the version is in force."""
    if step not in _followers:
        _followers.append(step)


def follow(version: Version) -> None:
    for step in _followers:
        step(version)
