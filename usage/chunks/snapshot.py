"""What the parts of a check share, and what each found, as JSON: the same rules for all, at any time."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from usage.archive.buckets import BucketSum
from usage.check.check_chunk import Checked
from usage.check.cuts import Chunk
from usage.check.prepare import Plan
from usage.check.rules import CheckRules, Deployment, Limits
from usage.check.verdict import FileWarning

WITHHELD = b"withheld"
"""In place of the partner's secrets, which no file may hold."""


@dataclass(frozen=True, kw_only=True)
class Shared:
    """rules: without secrets and archives. lines: the name in storage of the file that is cut.

    originals: the name of the file of what stood where a dialect wrote something else; empty without one.
    long_lines: of the lines that had to be shortened, as they were; empty without any.
    beside: the archives of each report whose source_refs may not come again, by id as text.
    """

    plan: Plan
    rules: CheckRules
    lines: str
    originals: str
    long_lines: str
    beside: Mapping[str, tuple[str, ...]]
    fingerprint: str


KNOWN = {
    each.__name__: each
    for each in (BucketSum, Checked, CheckRules, Chunk, Deployment, FileWarning, Limits, Plan, Shared)
}


def without_secrets(rules: CheckRules) -> CheckRules:
    return replace(
        rules, customer_key=WITHHELD, reference_key=WITHHELD, seen_source_refs=(), erased_source_refs=()
    )


def as_plain(value: object) -> Any:
    """Lists, objects and texts that mean the value; TypeError for what no snapshot may hold."""
    if value is None or isinstance(value, bool | int) or type(value) is str:
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if value == WITHHELD:
        return {"withheld": ""}
    if isinstance(value, tuple | list):
        return [as_plain(each) for each in value]
    if isinstance(value, frozenset):
        return {"set": [as_plain(each) for each in sorted(value)]}
    if isinstance(value, Mapping):
        return {"map": [[as_plain(key), as_plain(each)] for key, each in value.items()]}
    if is_dataclass(value) and type(value).__name__ in KNOWN:
        held = {each.name: as_plain(getattr(value, each.name)) for each in fields(value)}
        return {type(value).__name__: held}
    raise TypeError(f"{type(value).__name__} cannot be kept")


def from_plain(plain: Any) -> Any:
    """The value again, to the letter: lists come back as tuples."""
    if isinstance(plain, list):
        return tuple(from_plain(each) for each in plain)
    if not isinstance(plain, dict):
        return plain
    [(kind, held)] = plain.items()
    if kind in KNOWN:
        return KNOWN[kind](**{name: from_plain(each) for name, each in held.items()})
    return {
        "decimal": Decimal,
        "date": date.fromisoformat,
        "withheld": lambda held: WITHHELD,
        "set": lambda held: frozenset(map(from_plain, held)),
        "map": lambda held: {key: from_plain(each) for key, each in held},
    }[kind](held)
