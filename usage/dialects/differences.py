"""What differs between two definitions, place by place."""

from dataclasses import dataclass
from typing import Any

from usage.dialects.definition import Definition


@dataclass(frozen=True, slots=True)
class Difference:
    """place: `columns.quantity`, `words.model.Llama gross`. before, after: plain; None where absent."""

    place: str
    before: Any
    after: Any


def differences(before: Definition, after: Definition) -> list[Difference]:
    """In the order of the places."""
    old, new = _places(before), _places(after)
    return [
        Difference(place, old.get(place), new.get(place))
        for place in dict.fromkeys([*old, *new])
        if old.get(place) != new.get(place)
    ]


def _places(definition: Definition) -> dict[str, Any]:
    """Each thing said, by place; lists of words one by one, so that a new word is one difference."""
    said = definition.as_json()
    found = {
        name: said[name] for name in ("separator", "encoding", "header_line", "ignore_others", "ignore_case")
    }
    found["negative_deductions"] = said["negative_deductions"]
    for name in ("columns", "numbers", "days", "units"):
        found |= {f"{name}.{key}": value for key, value in said[name].items()}
    found["unit_factor"] = said["unit_factor"]
    for column, words in said["words"].items():
        found |= {f"words.{column}.{word}": code for word, code in words.items()}
    for name in ("ignored", "empty"):
        found |= {f"{name}.{word}": word for word in said[name]}
    for each in said["left_out"]:
        mark = "≠" if each["is_not"] else "="
        found[f"left_out.{each['column']} {mark}"] = each["values"]
    return found
