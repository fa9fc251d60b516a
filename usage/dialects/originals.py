"""What stood in the file where a dialect wrote something else: kept beside, for what the check may refuse."""

import csv
import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

import duckdb

from usage.archive.duck import text
from usage.check.canonical import FOUND_LENGTH

_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_ESCAPED = {"\0n": "�", "\0r": "�", "\0u": "�", "\0c": ",", "\0t": ""}


class Originals:
    """Notes, each under its line and canonical column."""

    def __init__(self, target: TextIO) -> None:
        self.writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\n")

    def note(self, line: int, column: str, found: str, expected: Mapping[str, object] | None = None) -> None:
        """expected: what was expected there instead of what the canonical file expects."""
        self.writer.writerow([line, column, _shown(found), json.dumps(expected) if expected else ""])


def put_originals(*, connection: duckdb.DuckDBPyConnection, originals: Path, problems: Path) -> None:
    """Let every problem of problems.parquet show what stood in the file."""
    columns = "{'line': 'BIGINT', 'column': 'VARCHAR', 'found': 'VARCHAR', 'expected': 'VARCHAR'}"
    beside = (
        f"read_csv({text(originals)}, columns = {columns}, header = false, auto_detect = false, delim = ',',"
        " quote = '\"', escape = '\"', nullstr = '', new_line = '\\n')"
    )
    changed = problems.with_suffix(".shown")
    connection.execute(
        f"""
        COPY (
            SELECT p.line, p.place, p."column", p.code, coalesce(o.found, p.found) AS found,
                coalesce(o.expected, p.expected) AS expected, p.text
            FROM read_parquet({text(problems)}) p LEFT JOIN (
                SELECT line, coalesce("column", '') AS "column", last(found) AS found,
                    last(expected) AS expected
                FROM {beside} WHERE line IN (SELECT line FROM read_parquet({text(problems)}))
                GROUP BY ALL
            ) o ON o.line = p.line AND o."column" = p."column"
            ORDER BY p.line, p.place
        ) TO {text(changed)} (FORMAT parquet, COMPRESSION zstd)
        """  # noqa: S608 (every value in SQL goes through duck.text)
    )
    changed.replace(problems)


def _shown(found: str) -> str:
    """Cut, and with a mark in place of what cannot be seen (as `check/findings.py` does)."""
    for escape, shown in _ESCAPED.items():
        found = found.replace(escape, shown)
    cut = found[:FOUND_LENGTH] + "…" if len(found) > FOUND_LENGTH else found
    return "".join("�" if unicodedata.category(mark) in _UNSEEN else mark for mark in cut)
