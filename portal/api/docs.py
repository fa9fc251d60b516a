"""The schema in the order that people read it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

JSON, FILES = "application/json", "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Part:
    """A parameter or a member of what is sent or answered. `kind`: text, integer, one of …"""

    name: str
    kind: str
    required: bool
    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    """`example` is a command line; `answers`: status and what it means."""

    name: str
    method: str
    path: str
    title: str
    text: str
    parameters: list[Part]
    sent: list[Part]
    answered: list[Part]
    answers: list[tuple[str, str]]
    example: str


def sections(schema: dict[str, Any], *, site: str) -> dict[str, list[Operation]]:
    """First part of the address → its operations, in the order of the schema."""
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            found.setdefault(path.split("/")[3], []).append(_operation(schema, path, method, told, site))
    return found


def _operation(schema: dict, path: str, method: str, told: dict, site: str) -> Operation:
    parameters = [_resolved(schema, each) for each in told.get("parameters", [])]
    body = told.get("requestBody", {}).get("content", {})
    kind = FILES if FILES in body else JSON
    sent = list(_members(schema, body[kind]["schema"])) if kind in body else []
    answers = {code: _resolved(schema, each) for code, each in told["responses"].items()}
    good = next((each for code, each in answers.items() if code.startswith("2")), {})
    shape = good.get("content", {}).get(JSON, {}).get("schema", {})
    return Operation(
        name=told["operationId"],
        method=method.upper(),
        path=path,
        title=told.get("summary", ""),
        text=told.get("description", ""),
        parameters=[
            Part(
                each["name"],
                _kind(schema, each["schema"]),
                each.get("required", False),
                each.get("description", ""),
            )
            for each in parameters
        ],
        sent=sent,
        answered=list(_members(schema, shape)),
        answers=sorted((code, each.get("description", "")) for code, each in answers.items()),
        example=_example(method, site + path, kind if sent else "", schema, body),
    )


def _resolved(schema: dict, part: dict) -> dict:
    """What a reference stands for; also one wrapped to carry a description of its own."""
    alone = part.get("allOf") or [each for each in part.get("oneOf", []) if each.get("type") != "null"]
    if len(alone) == 1 and "$ref" in alone[0]:
        return _resolved(schema, alone[0])
    if "$ref" not in part:
        return part
    found = schema
    for name in part["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return found


def _members(schema: dict, shape: dict, above: str = "") -> Iterator[Part]:
    """The members, those of members as `totals[].rows`."""
    whole = _resolved(schema, shape)
    needed = whole.get("required", [])
    for name, each in whole.get("properties", {}).items():
        yield Part(above + name, _kind(schema, each), name in needed, each.get("description", ""))
        found = _resolved(schema, each)
        inner, mark = (found.get("items", {}), "[].") if found.get("type") == "array" else (each, ".")
        if _resolved(schema, inner).get("properties"):
            yield from _members(schema, inner, f"{above}{name}{mark}")


def _kind(schema: dict, part: dict) -> str:
    found = _resolved(schema, part)
    if "enum" in found:
        return " | ".join(str(each) for each in found["enum"])
    kind = found.get("format") or found.get("type", "")
    return " | ".join(kind) if isinstance(kind, list) else kind


def _example(method: str, address: str, kind: str, schema: dict, body: dict) -> str:
    """A curl command; what is in capitals is to be filled in."""
    words = ['curl -H "Authorization: Bearer $TOKEN"']
    if method == "post":
        words.append('-H "Idempotency-Key: $(uuidgen)"')
    if kind:
        shape = _resolved(schema, body[kind]["schema"])
        needed = {name: _resolved(schema, shape["properties"][name]) for name in shape.get("required", [])}
        values = {name: _value(name, each) for name, each in needed.items()}
        if kind == FILES:
            words += [f"-F {name}={value}" for name, value in values.items()]
        else:
            words += ['-H "Content-Type: application/json"', f"-d '{json.dumps(values)}'"]
    elif method == "post":
        words.append("-X POST")
    address = "".join(part.upper() if mark else part for part, mark in _split(address))
    return " \\\n  ".join([*words, f'"{address}"'])


def _split(address: str) -> Iterator[tuple[str, bool]]:
    """The parts of an address, and which of them stand in braces."""
    for at, part in enumerate(address.replace("}", "{").split("{")):
        yield part, at % 2 == 1


def _value(name: str, shape: dict) -> Any:
    if shape.get("type") == "boolean":
        return True
    if "enum" in shape:
        return shape["enum"][0]
    return "@FILE" if shape.get("format") == "binary" or shape.get("contentMediaType") else name.upper()
