"""JSON text to plain values, and back to the one canonical text (FORMULA section 10)."""

import json
from typing import Any, NoReturn

from settlements.engine.faults import Fault, InvalidInput

_LONGEST_INTEGER = 31
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False)


class RepeatedMembers(dict[str, Any]):
    """An object of which `names` stood there more than once; its reader reports them by path."""

    names: tuple[str, ...] = ()


def load_json(text: str | bytes) -> object:
    """Read UTF-8 JSON text strictly; raises InvalidInput, never anything else."""
    try:
        decoded = text if isinstance(text, str) else text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refusal("not_utf8", f"This is not UTF-8 text: byte {error.start} cannot be read.") from None
    try:
        return json.loads(
            decoded, object_pairs_hook=_object, parse_int=_integer, parse_constant=_refuse_constant
        )
    except RecursionError:
        raise _refusal("not_json", "The JSON is nested too deeply.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _refusal("not_json", f"This is not JSON: {error.msg} ({where}).") from None


def canonical_text(value: object) -> str:
    """Keys sorted, no spaces, every character itself."""
    return _CANONICAL.encode(value)


def canonical_json(value: object) -> bytes:
    """The canonical text in UTF-8: the bytes that a digest is made of."""
    return canonical_text(value).encode()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    repeated = RepeatedMembers(members)
    seen: set[str] = set()
    repeated.names = tuple(
        sorted({name for name, _ in pairs if name in seen or seen.add(name)})  # type: ignore[func-returns-value]
    )
    return repeated


def _integer(digits: str) -> int | float:
    # a longer one is wrong wherever it stands, and int() refuses thousands of digits
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float("inf")


def _refuse_constant(name: str) -> NoReturn:
    raise _refusal("not_json", f"This is not JSON: {name} is no JSON value.")


def _refusal(code: str, message: str) -> InvalidInput:
    return InvalidInput([Fault("$", code, message)])
