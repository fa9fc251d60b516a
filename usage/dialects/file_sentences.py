"""Why a file is not in the dialect it was said to be in, and what to do next, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

COLUMNS = {
    "missing_column": gettext_lazy(
        "The header lacks columns that the dialect reads: %(columns)s. Choose the dialect of this file, or "
        "add them and upload it again."
    ),
    "duplicate_column": gettext_lazy(
        "The header names columns twice that the dialect reads: %(columns)s. Keep one of each and upload the "
        "file again."
    ),
    "unknown_column": gettext_lazy(
        "The header names columns of which the dialect says nothing: %(columns)s. Say in the dialect what "
        "they are or that they are left aside, or remove them."
    ),
}
SEPARATORS = {"\t": "TAB"}


def dialect_sentence(*, code: str, line: int | None, details: Mapping[str, Any]) -> str:
    """Empty for what has nothing to do with dialects."""
    if declared := details.get("declared"):
        return _(
            "The file is not written in %(encoding)s, as the dialect says (line %(line)s). Choose the "
            "dialect of this file, or save it in that encoding."
        ) % {"encoding": declared.upper(), "line": line or 1}
    if not details.get("dialect"):
        return ""
    if mark := details.get("separator"):
        expected = details.get("expected", "")
        return _(
            "The columns are separated by “%(mark)s”, but the dialect says “%(expected)s”. Choose the "
            "dialect of this file, or change it."
        ) % {"mark": SEPARATORS.get(mark, mark), "expected": SEPARATORS.get(expected, expected)}
    names = ", ".join(f"“{name}”" for name in details.get("columns", []))
    return COLUMNS[code] % {"columns": names} if code in COLUMNS else ""
