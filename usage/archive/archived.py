"""How archives are read: their numbers lie as narrow as each file allows, and come out as wide as any."""

from collections.abc import Iterable
from pathlib import Path

from usage.archive.duck import listing

# ruff: noqa: S608 (every value in SQL goes through duck.text)

NUMBERS = ("quantity", "gross_revenue", "deductions")
WIDE = "DECIMAL(27, 12)"
"""Holds every right number. Read otherwise, several archives would be rounded to the type of the first."""


def archived(paths: Iterable[Path]) -> str:
    """SQL: the relation of all rows of some archives."""
    wide = ", ".join(f"{column}::{WIDE} AS {column}" for column in NUMBERS)
    return f"(SELECT * REPLACE ({wide}) FROM read_parquet({listing(paths)}, union_by_name = true))"
