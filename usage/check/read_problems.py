"""The problems of a checked file, page by page."""

import json
import unicodedata
from pathlib import Path

from usage.archive.duck import open_duck, text
from usage.check.verdict import Problem

# ruff: noqa: S608 (every value in SQL goes through duck.text)

UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Co", "Cn")


def read_problems(
    *,
    path: Path,
    code: str | None = None,
    column: str | None = None,
    offset: int = 0,
    limit: int | None = 100,
) -> list[Problem]:
    """Problems in the order of lines and columns, of one code or column where given; limit None: all."""
    filters = {"code": code, "column": column}
    wanted = [f'"{name}" = {text(value)}' for name, value in filters.items() if value is not None]
    page = "" if limit is None else f" LIMIT {int(limit)}"
    path = Path(path).absolute()
    with open_duck(files=[path]) as connection:
        found = connection.execute(
            f"""
            SELECT line, "column", code, found, expected FROM read_parquet({text(path)})
            WHERE {" AND ".join(wanted) or "true"} ORDER BY line, place{page} OFFSET {int(offset)}
            """
        ).fetchall()
    return [
        Problem(line=line, column=column, code=code, found=found, expected=json.loads(expected))
        for line, column, code, found, expected in found
    ]


def visible(found: str) -> str:
    """A found value in which controls, zero-width and direction marks are spelt out as <U+200B>."""
    return "".join(f"<U+{ord(mark):04X}>" if unicodedata.category(mark) in UNSEEN else mark for mark in found)
