"""Recompute a bundle and say where its stated result differs (FORMULA section 10, command line)."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from settlements.engine.faults import Fault, InvalidInput, member_path, quoted
from settlements.engine.json_text import load_json
from settlements.engine.settle import settle_document

INPUT_NAME = "settlement-input.json"
RESULT_NAME = "settlement-result.json"


def verify_bundle(path: Path) -> list[str]:
    """Every difference between the stated and the recomputed result, none where they match.

    `path` is a zip or a folder; an unreadable bundle and an invalid input raise InvalidInput.
    """
    given, stated = _read_bundle(path)
    recomputed = settle_document(given)
    return list(differences(load_json(stated), recomputed))


def differences(stated: object, recomputed: object, path: str = "") -> Iterator[str]:
    """One sentence per differing member; lines are matched by their key."""
    if isinstance(stated, dict) and isinstance(recomputed, dict):
        for name in sorted({*stated, *recomputed}, key=str):
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
    keys = [line.get("key") for line in lines]
    if len({*map(str, keys)}) < len(keys):
        return lines
    found: dict[Any, Any] = dict(zip(map(str, keys), lines, strict=True))
    return found


def _value(value: object) -> str:
    return f"{len(value)} rows" if isinstance(value, list) else quoted(value)


def _read_bundle(path: Path) -> tuple[bytes, bytes]:
    try:
        if path.is_dir():
            return (path / INPUT_NAME).read_bytes(), (path / RESULT_NAME).read_bytes()
        with zipfile.ZipFile(path) as bundle:
            return bundle.read(INPUT_NAME), bundle.read(RESULT_NAME)
    except FileNotFoundError as error:
        raise _unreadable(f"There is no {error.filename}.") from None
    except KeyError:
        raise _unreadable(f"The bundle must hold {INPUT_NAME} and {RESULT_NAME}.") from None
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise _unreadable(f"This is neither a folder nor a zip that can be read: {error}.") from None


def _unreadable(message: str) -> InvalidInput:
    return InvalidInput([Fault("$", "bundle_unreadable", message)])
