"""Fixtures that are rows in the database, made once for the tests in a row that want them.

`@scene` stands in the place of `@pytest.fixture` where a fixture only writes rows and returns them. Each
scene is made in a savepoint below the test's own. The next test keeps what it wants too; from the first scene
on that it does not want, all is rolled back. So a test finds just what it asked for, as if made for it alone:
its values are copies, its writes are undone. Tests that commit for real (`transaction=True`) have theirs made
anew.
"""

import copy
from collections.abc import Callable, Iterable
from functools import wraps
from inspect import signature
from typing import NamedTuple

import pytest
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import translation

COMMITTING = {"transactional_db", "live_server"}


class Scene(NamedTuple):
    make: Callable
    value: object
    savepoint: transaction.Atomic


class Stage:
    """The scenes that stand, each above those that it needs."""

    def __init__(self) -> None:
        self.standing: dict[str, Scene] = {}
        self.copies: dict[int, object] = {}
        self.connection: BaseDatabaseWrapper | None = None

    def set_for(self, wanted: dict[str, Callable]) -> None:
        """Let just the wanted scenes stand; each of them comes after those it needs."""
        self.copies = {}
        if self.standing and not self.is_here():
            self.forget()
        names = list(self.standing)
        kept = 0
        while kept < len(names) and self.stands(names[kept], wanted.get(names[kept])):
            kept += 1
        self.strike(names[kept:])
        for name, make in wanted.items():
            if name not in self.standing:
                self.build(name, make)
        if not self.standing and connections["default"].in_atomic_block:
            # Whoever left it open: what the test commits must be seen by its other connections.
            connections["default"].close()
            connections["default"].connect()

    def stands(self, name: str, make: Callable | None) -> bool:
        return name in self.standing and self.standing[name].make is make

    def build(self, name: str, make: Callable) -> None:
        needed = {each: self.value_of(each) for each in parameters(make)}
        self.connection = connections["default"]
        savepoint = transaction.atomic()
        savepoint._from_testcase = True  # durable blocks may begin within, as in Django's own tests
        savepoint.__enter__()
        try:
            with translation.override("en"):
                value = make(**needed)
        except BaseException as error:
            savepoint.__exit__(type(error), error, error.__traceback__)
            raise
        self.standing[name] = Scene(make, value, savepoint)

    def value_of(self, name: str) -> object:
        """Of `db`, which is no scene, there is none."""
        return self.standing[name].value if name in self.standing else None

    def strike(self, names: Iterable[str]) -> None:
        for name in reversed(list(names)):
            transaction.set_rollback(True)
            self.standing.pop(name).savepoint.__exit__(None, None, None)

    def is_here(self) -> bool:
        """Whether the scenes stand in the connection that a test would now use.

        Django keeps another one for code below a running event loop, and Playwright runs one.
        """
        made = self.connection
        return made is connections["default"] and made.in_atomic_block and not made.closed_in_transaction

    def forget(self) -> None:
        """Let the server roll all of it back, wherever it stands."""
        self.standing.clear()
        self.connection.close()
        self.connection.connect()

    def copy_of(self, name: str) -> object:
        """The test's own copy; what two scenes share, their copies share."""
        return copy.deepcopy(self.standing[name].value, self.copies)


STAGE = Stage()


def scene(make: Callable):
    """A fixture made by `make`, whose parameters are scenes or `db`."""

    @wraps(make)
    def made(**needed):
        return STAGE.copy_of(make.__name__) if STAGE.stands(make.__name__, make) else make(**needed)

    made.scene = make
    return pytest.fixture(made)


def parameters(make: Callable) -> list[str]:
    return list(signature(make).parameters)


def wanted_by(item: pytest.Item) -> dict[str, Callable]:
    """The scenes among a test's fixtures, each after those it needs; none if the test commits."""
    marker = item.get_closest_marker("django_db")
    if COMMITTING & set(item.fixturenames) or (marker and marker.kwargs.get("transaction")):
        return {}
    scenes: dict[str, dict[str, Callable]] = {}

    def with_needs(name: str) -> dict[str, Callable]:
        definitions = item._fixtureinfo.name2fixturedefs.get(name, ())
        make = getattr(definitions[-1].func, "scene", None) if definitions else None
        if make and name not in scenes:
            below = {key: each for need in parameters(make) for key, each in with_needs(need).items()}
            scenes[name] = {**below, name: make}
        return scenes.get(name, {})

    for name in item.fixturenames:
        with_needs(name)
    # What took most to make stands lowest, so that it is kept longest.
    tallest = sorted(scenes.values(), key=len, reverse=True)
    return {name: make for each in tallest for name, make in each.items()}


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest):
    """Before pytest-django opens the test's own transaction."""
    if fixturedef.argname == "_django_db_helper":
        with request.getfixturevalue("django_db_blocker").unblock():
            STAGE.set_for(wanted_by(request.node))
    return (yield)
