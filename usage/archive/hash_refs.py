"""The source_refs of archived rows as keyed hashes."""

from collections.abc import Sequence
from pathlib import Path

from usage.archive.archived import archived
from usage.archive.duck import open_duck, text
from usage.archive.keyed_hash import keyed_hash

# ruff: noqa: S608 (every value in SQL goes through duck.text)


def hash_refs(*, parquet_paths: Sequence[Path], key: bytes, target: Path, folder: Path) -> int:
    """Write column `ref` (a UUID, each once, in order) to a Parquet file; how many there are."""
    paths = [Path(path).absolute() for path in parquet_paths]
    with open_duck(files=paths, folder=folder) as connection:
        found = connection.execute(
            f"""
            COPY (
                SELECT DISTINCT {keyed_hash("source_ref", key)} AS ref
                FROM {archived(paths)} WHERE source_ref IS NOT NULL ORDER BY ref
            ) TO {text(target.absolute())} (FORMAT parquet, COMPRESSION zstd)
            """
        )
        return int(found.fetchone()[0])
