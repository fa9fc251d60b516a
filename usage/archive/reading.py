"""A DuckDB that stays open to read archives: opening one costs more than finding a line's rows."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from threading import Lock

import duckdb

from usage.archive.duck import closed_door, open_duck

_open: dict[tuple[int, Path], duckdb.DuckDBPyConnection] = {}
_lock = Lock()


@contextmanager
def reading(*, files: Sequence[Path], root: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees the files. The one of this process where all lie below `root`, whose footers it
    remembers; else one of their own. Nothing is written with it.
    """
    if root is None or not all(path.is_relative_to(root) for path in files):
        with open_duck(files=files) as connection:
            yield connection
        return
    cursor = _kept_open(root).cursor()
    try:
        yield cursor
    finally:
        cursor.close()


def _kept_open(root: Path) -> duckdb.DuckDBPyConnection:
    """One, of this process (a connection does not live through a fork) and this root."""
    key = (os.getpid(), root)
    with _lock:
        if key not in _open:
            _open.clear()
            spill = Path(gettempdir()) / f"reading-{os.getpid()}"
            _open[key] = closed_door(folders=[root, spill], spill=spill)
        return _open[key]
