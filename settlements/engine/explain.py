"""Step records: how a figure came about, written where it is computed (FORMULA section 9).

`formula` names members of `inputs`, or figures of earlier steps; numbers are printed as in the documents.
"""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from settlements.engine.json_text import canonical_json

Figure = str | None | list[dict[str, str]]
Inputs = dict[str, Figure]


class Step(TypedDict):
    """One line of the calculation; `result` is the figure that the next lines use."""

    name: str
    formula: str
    inputs: Mapping[str, Figure]
    result: str


def step(name: str, formula: str, inputs: Mapping[str, Figure], result: str) -> Step:
    return {"name": name, "formula": formula, "inputs": inputs, "result": result}


def distinct(steps: Iterable[Step]) -> list[Step]:
    """Each different step once, in an order that the input's order does not touch."""
    first, *others = steps
    if all(other is first for other in others):
        return [first]
    found = {canonical_json(made): made for made in (first, *others)}
    return [found[text] for text in sorted(found)]
