"""The header is ours to check: DuckDB, told the columns, ignores their names."""

import re
from collections import Counter
from collections.abc import Sequence

from usage.check.canonical import BY_DEPLOYMENT, COLUMNS, REQUIRED, REVENUE
from usage.check.verdict import FileProblem, FileRefused

CELL = re.compile(r',(?:"((?:[^"]++|"")*+)"(?=,|\Z)|(?!")([^,]*+))')
NAMED = 20
NAME_LENGTH = 60


def read_header(
    first_line: bytes, *, names: Sequence[str] | None = None, revenue_optional: bool = False
) -> tuple[str, ...]:
    """The column names in their order; raises FileRefused with every fault of the header.

    names: those of a format whose rows name their cells, which has no header.
    """
    names = _cells(first_line.decode("utf-8")) if names is None else names
    unknown = [name for name in names if name not in COLUMNS] if names != [""] else []
    twice = [name for name, count in Counter(names).items() if count > 1 and name in COLUMNS]
    optional = BY_DEPLOYMENT if "deployment" in names else ()
    if revenue_optional and not {"gross_revenue", "deductions"} & set(names):
        optional += REVENUE
    missing = [name for name in REQUIRED if name not in names and name not in optional]
    problems = [
        FileProblem(code=code, line=1, details=_details(found, names))
        for code, found in (
            ("missing_column", missing),
            ("duplicate_column", twice),
            ("unknown_column", unknown),
        )
        if found
    ]
    if problems:
        raise FileRefused(*problems)
    return tuple(names)


def _cells(line: str) -> list[str]:
    names, at = [], 0
    line = "," + line
    while at < len(line):
        match = CELL.match(line, at)
        if not match:
            raise FileRefused(FileProblem(code="unterminated_quote", line=1))
        quoted, plain = match.groups()
        names.append(plain if quoted is None else quoted.replace('""', '"'))
        at = match.end()
    return names


def _details(found: Sequence[str], names: Sequence[str]) -> dict[str, object]:
    details: dict[str, object] = {
        "columns": [name[:NAME_LENGTH] for name in found[:NAMED]],
        "count": len(found),
    }
    if len(names) == 1:
        details["separator"] = next((mark for mark in (";", "\t", "|") if mark in names[0]), "")
    return details
