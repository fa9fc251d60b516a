"""Step records: how a figure came about, written where it is computed (FORMULA section 9).

`formula` names members of `inputs`, or figures of earlier steps; numbers are printed as in the documents.
"""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from settlements.engine.json_text import canonical_text

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


def distinct(steps: Sequence[Step]) -> Sequence[Step]:
    """Each different step once, in an order that the input's order does not touch."""
    found = {canonical_text(made): made for made in steps}
    return [found[text] for text in sorted(found)]
