"""Rows that repeat a source_ref of a report whose rows were erased: keyed hashes are all that is left."""

# ruff: noqa: S608 (every value in SQL goes through duck.text)

from collections.abc import Sequence
from pathlib import Path

import duckdb

from usage.archive.duck import listing
from usage.archive.keyed_hash import keyed_hash


def find_erased_refs(*, connection: duckdb.DuckDBPyConnection, hashes: Sequence[Path], key: bytes) -> None:
    """Add to table `repeated` (`check/duplicates.py`); `hashes`: files of `archive/hash_refs.py`."""
    if not hashes:
        return
    connection.execute(
        f"""
        INSERT INTO repeated
        SELECT line_of(rowid), source_ref, NULL FROM staged
        WHERE source_ref IS NOT NULL AND {is_erased(hashes, key)}
        AND line_of(rowid) NOT IN (SELECT line FROM repeated)
        """
    )


def is_erased(hashes: Sequence[Path], key: bytes) -> str:
    """SQL: whether source_ref is one of those."""
    return f"{keyed_hash('source_ref', key)} IN (SELECT ref FROM read_parquet({listing(hashes)}))"
