"""Between the fields of the form and the plain values of a definition."""

from collections.abc import Callable, Mapping
from typing import Any

from usage.check.canonical import COLUMNS
from usage.dialects.definition import WORD_COLUMNS
from usage.dialects.own_words import (
    BadLine,
    constant_text,
    read_conditions,
    read_unit,
    read_units,
    read_words,
    typed,
)
from usage.dialects.read_definition import BadDefinition, Fault, lenient_definition

FLAGS = ("ignore_case", "negative_deductions")
NUMBERS = ("decimal", "grouping", "indian", "negative", "exponent")
DAYS = ("pattern", "time", "zone")


def as_definition(cleaned: Mapping[str, Any], own_columns: list[str]) -> dict[str, Any]:
    """In the shape of `Definition.as_json`. Raises BadLine, its `field` set."""
    columns, unit_factor = {}, "1"
    for name in COLUMNS:
        source = {
            "column": cleaned[f"column_{name}"],
            "constant": cleaned.get(f"constant_{name}", "").strip(),
            "key": cleaned.get(f"key_{name}", "").strip(),
        }
        if name == "unit" and source["constant"]:
            own = read_unit(source["constant"])
            source["constant"], unit_factor = own["unit"], own["factor"]
        if any(source.values()):
            columns[name] = source
    left_out = _read("left_out", cleaned, read_conditions)
    for each in left_out:
        if each["column"] not in own_columns:
            raise BadDefinition([Fault("left_out", "condition", each["column"])])
    used = {source["column"] for source in columns.values()} | {each["column"] for each in left_out}
    words = {
        column: _read(f"words_{column}", cleaned, read_words) for column in WORD_COLUMNS if column != "unit"
    }
    return {
        "separator": cleaned["separator"] or ",",
        "encoding": cleaned["encoding"] or "utf-8",
        "header_line": cleaned["header_line"],
        "columns": columns,
        "ignore_others": cleaned["others"] == "all",
        "ignored": []
        if cleaned["others"] == "all"
        else [name for name in dict.fromkeys(own_columns) if name not in used],
        "numbers": {name: cleaned[name] for name in NUMBERS},
        "days": {name: cleaned[name] for name in DAYS},
        "words": {column: found for column, found in words.items() if found},
        "units": _read("words_unit", cleaned, read_units),
        "unit_factor": unit_factor,
        "empty": list(dict.fromkeys(line.strip() for line in cleaned["empty"].splitlines() if line.strip())),
        "left_out": left_out,
        **{name: cleaned[name] for name in FLAGS},
    }


def initial_of(start: Mapping[str, Any], own_columns: list[str]) -> dict[str, Any]:
    """What the fields begin with. start: a whole definition, or the beginning of one."""
    definition = lenient_definition(start)
    found: dict[str, Any] = {
        "separator": definition.separator,
        "encoding": definition.encoding,
        "header_line": definition.header_line,
        "others": "all" if definition.ignore_others else "these",
        **vars(definition.numbers),
        **vars(definition.days),
        **{name: getattr(definition, name) for name in FLAGS},
        **typed(definition),
    }
    for name in COLUMNS:
        source = definition.columns.get(name)
        found[f"column_{name}"] = source.column if source else ""
        found[f"constant_{name}"] = constant_text(definition, name)
        found[f"key_{name}"] = source.key if source else ""
    return found


def suggested(own_columns: list[str]) -> list[str]:
    """Own columns that are called as canonical ones: a suggestion, and shown as one."""
    return [name for name in own_columns if name in COLUMNS]


def _read(field: str, cleaned: Mapping[str, Any], read: Callable[[str], Any]) -> Any:
    try:
        return read(cleaned[field])
    except BadLine as bad:
        bad.field = field
        raise
