"""How a line falls into cells, as SQL: `l` is a line, `f` its cells.

Lines come whole from DuckDB, since its own CSV reader counts records instead of lines, ignores the header's
names, and swallows the rest of a file after an unterminated quote.
"""

from usage.archive.duck import text

_QUOTED = r'"(?:[^"]|"")*"'
_CELL = rf'(?:{_QUOTED}|[^",][^,]*|)'
WHOLE = text(rf"{_CELL}(?:,{_CELL})*")
_SIMPLE_CELL = r'(?:"[^",]*"|[^",]*)'
_SIMPLE = text(rf"{_SIMPLE_CELL}(?:,{_SIMPLE_CELL})*")
"""No comma and no quote within quotes: such a line falls into the same cells without them."""
_EACH = text(rf",({_CELL})")
_QUOTED_CELL = text(rf"(^|,){_QUOTED}")
_CLOSED_CELLS = text(rf'^(?:(?:{_QUOTED}|[^",][^,]*|),)*')
LONG = 1024
"""Longer lines are counted before they are split: lists of thousands of cells fill the memory."""


def cells(width: int, *, quoted: bool) -> str:
    """SQL: the cells of `l`; NULL where it is not well formed, or long and not of this number of cells."""
    split = "string_split(l, ',')"
    if quoted:
        inner = "replace(substring(c, 2, length(c) - 2), '\"\"', '\"')"
        bare = f"CASE WHEN starts_with(c, '\"') THEN {inner} ELSE c END"
        taken = f"list_transform(regexp_extract_all(',' || l, {_EACH}, 1), lambda c: {bare})"
        well_formed = f"regexp_full_match(l, {WHOLE})"
        simple = f"WHEN regexp_full_match(l, {_SIMPLE}) THEN string_split(replace(l, '\"', ''), ',')"
        split = f"CASE WHEN NOT contains(l, '\"') THEN {split} {simple} WHEN {well_formed} THEN {taken} END"
    counted = f"CASE WHEN {count(quoted=quoted)} = {width} THEN {split} END"
    return f"CASE WHEN strlen(l) <= {LONG} THEN {split} ELSE {counted} END"


def count(*, quoted: bool) -> str:
    """SQL: how many cells a well-formed `l` has, without a list of them."""
    plain = f"CASE WHEN contains(l, '\"') THEN regexp_replace(l, {_QUOTED_CELL}, '\\1', 'g') ELSE l END"
    line = plain if quoted else "l"
    return f"(strlen({line}) - strlen(replace({line}, ',', '')) + 1)"


def broken() -> str:
    """SQL: whether a quote of `l` is not ended."""
    return f"(contains(l, '\"') AND NOT regexp_full_match(l, {WHOLE}))"


def broken_at() -> str:
    """SQL: the number (from 1) of the cell in which a quote of `l` is not ended."""
    before = f"regexp_extract(l, {_CLOSED_CELLS})"
    return f"len(regexp_extract_all(',' || {before}, {_EACH}, 1))"
