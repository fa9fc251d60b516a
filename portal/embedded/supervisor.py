"""Keeps programs running: restarts what dies, ends all in order."""

import signal
import time
from collections.abc import Callable
from contextlib import contextmanager

from portal.embedded.child import Child

POLL = 0.2
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
SETTLED = 60.0  # a program that ran this long may fail anew from the shortest wait on
ENDING = ("demo", "beat", "web", "worker", "broker", "postgres")


class BackOff:
    """Seconds before the next restart: 0.5, 1, 2 … 30, from the start again after a quiet minute."""

    def __init__(self) -> None:
        self.wait = 0.0

    def next(self, *, lived: float) -> float:
        self.wait = FIRST_WAIT if lived >= SETTLED or not self.wait else min(2 * self.wait, LONGEST_WAIT)
        return self.wait


class Kept:
    """A child that is to run, and when to try again if it does not."""

    def __init__(self, child: Child) -> None:
        self.child, self.back_off = child, BackOff()
        self.started, self.due = time.monotonic(), None

    def look(self, say: Callable[[str], None]) -> None:
        now = time.monotonic()
        if self.child.alive():
            return
        if self.due is None:
            wait = self.back_off.next(lived=now - self.started)
            self.due = now + wait
            # What a dead parent left behind would stand in the way of its successor.
            self.child.clear_away()
            say(f"The {self.child.name} ended ({ending(self.child)}); it starts again in {wait:g} s.")
        elif now >= self.due:
            self.due, self.started = None, now
            try:
                self.child.start()
            except OSError as trouble:
                self.due = now + self.back_off.next(lived=0)
                say(f"The {self.child.name} cannot be started: {trouble.strerror}.")


class Supervisor:
    """`keep` programs, `watch` them, `stop` them in the order of ENDING: none outlives what it needs."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.kept: list[Kept] = []
        self.passing: list[Child] = []
        self.hurry = False

    def keep(self, child: Child) -> Child:
        """Watch it from now on; started here unless it runs already."""
        if not child.alive():
            child.start()
        self.kept.append(Kept(child))
        return child

    def once(self, child: Child) -> None:
        """A program that may end; it is stopped with the others."""
        child.start()
        self.passing.append(child)

    def look(self) -> None:
        for kept in list(self.kept):
            kept.look(self.say)

    def watch(self, until: Callable[[], bool] = lambda: False) -> None:
        """Returns when `until()`; an interrupt goes through to the caller."""
        while not until():
            self.look()
            time.sleep(POLL)

    def stop(self) -> None:
        """In order, each in peace; a second Ctrl-C leaves them no time for it."""
        with on_signals(self.make_haste):
            children = [*self.passing, *(kept.child for kept in self.kept)]
            for child in sorted(children, key=lambda child: ENDING.index(child.name)):
                if not child.stop(hurry=lambda: self.hurry):
                    self.say(f"The {child.name} did not end in time and was stopped hard.")

    def make_haste(self, *_: object) -> None:
        self.hurry = True


def ending(child: Child) -> str:
    code = child.running.returncode if child.running else None
    if code is not None and code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"


@contextmanager
def on_signals(act: Callable[..., None]):
    """Ctrl-C, a polite kill and a closed terminal all mean the same."""
    before = {number: signal.signal(number, act) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)
