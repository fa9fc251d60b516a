"""Recompute a bundle and say where its stated result differs (FORMULA section 10, command line)."""

from collections.abc import Iterator
from pathlib import Path

from settlements.engine.bundle_members import Members, open_bundle
from settlements.engine.faults import Fault, InvalidInput, member_path, quoted
from settlements.engine.json_text import RepeatedMembers, load_json
from settlements.engine.parse import parse_input
from settlements.engine.reading import MOST_BYTES, MOST_VALUES, check_values, refusal, values_in
from settlements.engine.settle import settle

INPUT_NAME = "settlement-input.json"
RESULT_NAME = "settlement-result.json"
LONGER = 4
"""A stated result may be as many times as long as the recomputed one: indented, or with more lines."""


_Way = tuple["_Way", str | int] | None


def verify_bundle(path: Path) -> list[str]:
    """Every difference between the stated and the recomputed result, none where they match.

    `path` is a zip or a folder; an unreadable bundle and an invalid input raise InvalidInput.
    """
    with open_bundle(path) as members:
        return differences_in(members)


def differences_in(members: Members) -> list[str]:
    """As `verify_bundle`, of a bundle that is open."""
    if not {INPUT_NAME, RESULT_NAME} <= members.names:
        message = f"The bundle must hold {INPUT_NAME} and {RESULT_NAME}."
        raise refusal("bundle_unreadable", message)
    result = settle(parse_input(check_values(members.read(INPUT_NAME, MOST_BYTES))))
    recomputed = result.as_json()
    stated = members.read(RESULT_NAME, max(MOST_BYTES, LONGER * len(recomputed)))
    if stated.strip() == recomputed:
        return []
    check_values(stated, max(MOST_VALUES, LONGER * values_in(recomputed)))
    return list(differences(_load_result(stated), result.as_document()))


def _load_result(stated: bytes) -> object:
    """A member that stands twice is refused: readers would differ in which of the two they believe."""
    document = load_json(stated)
    # each value with the way to it, which is written out only where something is wrong
    waiting: list[tuple[object, _Way]] = [(document, None)]
    while waiting:
        value, way = waiting.pop()
        if isinstance(value, RepeatedMembers):
            where = member_path(_path(way), value.names[0])
            raise InvalidInput([Fault(where, "repeated_member", "This member of the result stands twice.")])
        if isinstance(value, dict):
            waiting += [(inner, (way, name)) for name, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(inner, (way, i)) for i, inner in enumerate(value)]
    return document


def _path(way: "_Way") -> str:
    steps = []
    while way is not None:
        way, step = way
        steps.append(step)
    path = ""
    for step in reversed(steps):
        path = f"{path}[{step}]" if isinstance(step, int) else member_path(path, step)
    return path


def differences(stated: object, recomputed: object, path: str = "") -> Iterator[str]:
    """One sentence per differing member; lines are matched by their key."""
    if isinstance(stated, dict) and isinstance(recomputed, dict):
        for name in sorted({*stated, *recomputed}):
            where = member_path(path, name)
            if name not in stated:
                yield f"{where}: missing; recomputed {_value(recomputed[name])}"
            elif name not in recomputed:
                yield f"{where}: stated {_value(stated[name])}; there is no such member"
            elif name == "lines" and not path:
                yield from differences(_by_key(stated[name]), _by_key(recomputed[name]), "lines")
            else:
                yield from differences(stated[name], recomputed[name], where)
    elif isinstance(stated, list) and isinstance(recomputed, list) and len(stated) == len(recomputed):
        for i, (left, right) in enumerate(zip(stated, recomputed, strict=True)):
            yield from differences(left, right, f"{path}[{i}]")
    elif type(stated) is not type(recomputed) or stated != recomputed:
        yield f"{path or '$'}: stated {_value(stated)}; recomputed {_value(recomputed)}"


def _by_key(lines: object) -> object:
    """Lines as a map, or as they are where they have no keys of their own."""
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        return lines
    found = {str(line.get("key")): line for line in lines}
    return found if len(found) == len(lines) else lines


def _value(value: object) -> str:
    return f"{len(value)} rows" if isinstance(value, list) else quoted(value)
