"""DuckDB behind a locked door: named folders only, no network, no extensions, memory and threads bounded."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb


def text(value: object) -> str:
    """An SQL string literal."""
    return "'" + str(value).replace("'", "''") + "'"


def listing(values: Iterable[object]) -> str:
    """An SQL list of string literals."""
    return "[" + ", ".join(text(value) for value in values) + "]"


@contextmanager
def open_duck(
    *, files: Iterable[Path] = (), folder: Path | None = None, memory_mib: int = 512, threads: int = 2
) -> Iterator[duckdb.DuckDBPyConnection]:
    """An in-memory database that sees the given files, and may write into the folder (and spill there)."""
    with TemporaryDirectory(prefix="spill-", dir=folder) as spill:
        connection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": f"{memory_mib}MiB",
                "threads": threads,
                "temp_directory": spill,
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "allow_community_extensions": "false",
                "allow_persistent_secrets": "false",
            },
        )
        try:
            folders = [Path(each).absolute() for each in (folder, spill) if each]
            connection.execute(f"SET allowed_directories = {listing(folders)}")
            connection.execute(f"SET allowed_paths = {listing(Path(each).absolute() for each in files)}")
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            yield connection
        finally:
            connection.close()
