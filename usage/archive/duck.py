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
        folders = [Path(each) for each in (folder, spill) if each]
        connection = closed_door(
            folders=folders, files=files, spill=Path(spill), memory_mib=memory_mib, threads=threads
        )
        try:
            yield connection
        finally:
            connection.close()


def closed_door(
    *,
    folders: Iterable[Path],
    files: Iterable[Path] = (),
    spill: Path,
    memory_mib: int = 512,
    threads: int = 2,
) -> duckdb.DuckDBPyConnection:
    """A connection to an in-memory database that sees nothing else, and that no SQL can open further."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": f"{memory_mib}MiB",
            "threads": threads,
            "temp_directory": str(spill),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "allow_persistent_secrets": "false",
        },
    )
    try:
        connection.execute(f"SET allowed_directories = {listing(Path(each).absolute() for each in folders)}")
        connection.execute(f"SET allowed_paths = {listing(Path(each).absolute() for each in files)}")
        connection.execute("SET parquet_metadata_cache = true")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    except BaseException:
        connection.close()
        raise
    return connection
