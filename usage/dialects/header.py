"""The header of a file in a partner's own layout."""

from collections import Counter
from collections.abc import Iterator, Sequence

from usage.check.header import NAME_LENGTH, NAMED
from usage.check.verdict import FileProblem, FileRefused
from usage.dialects.definition import SEPARATORS, Definition
from usage.dialects.records import Record, Unreadable
from usage.formats.lines import MOST_COLUMNS, TYPED


def own_header(
    lines: Iterator[Record], names: Sequence[str] | None, definition: Definition
) -> tuple[list[str], int]:
    """The columns' names, and how many lines were read for them. names: those of a format without a header.

    Raises FileRefused with every fault of the header, in the partner's own names.
    """
    read = 0
    if names is None:
        names, read = header_of(lines, definition.header_line)
    names = list(names)
    used = definition.own_columns
    taken = set(used) | set(definition.ignored)
    faults = (
        ("missing_column", [name for name in used if name not in names]),
        ("duplicate_column", [name for name, count in Counter(names).items() if count > 1 and name in used]),
        (
            "unknown_column",
            [] if definition.ignore_others else [name for name in dict.fromkeys(names) if name not in taken],
        ),
    )
    problems = [
        FileProblem(code=code, line=read or 1, details=_details(found, names, definition))
        for code, found in faults
        if found
    ]
    if problems:
        raise FileRefused(*problems)
    return names, read


def header_of(lines: Iterator[Record], header_line: int) -> tuple[list[str], int]:
    """The cells of the header line. Raises FileRefused where the file ends before, or it cannot be read."""
    for number, record in enumerate(lines, 1):
        if number < header_line:
            continue
        if isinstance(record, Unreadable):
            raise FileRefused(FileProblem(code="unterminated_quote", line=number))
        names = [name.removeprefix(TYPED).strip() for name in record] if isinstance(record, list) else []
        if len(names) > MOST_COLUMNS:
            details = {"columns": [name[:NAME_LENGTH] for name in names[:NAMED]], "count": len(names)}
            raise FileRefused(FileProblem(code="unknown_column", line=number, details=details))
        return names, number
    raise FileRefused(FileProblem(code="empty_file", details={"header": True}))


def _details(found: Sequence[str], names: Sequence[str], definition: Definition) -> dict[str, object]:
    details: dict[str, object] = {
        "columns": [name[:NAME_LENGTH] for name in found[:NAMED]],
        "count": len(found),
        "dialect": True,
    }
    if len(names) == 1:
        others = [mark for mark in SEPARATORS if mark != definition.separator and mark in names[0]]
        details |= {"separator": others[0] if others else "", "expected": definition.separator}
    return details
