"""The canonical text of a result, written faster than by `canonical_json`, to the same bytes.

Lines of one rule share most of their steps, so each step is encoded once and put where it belongs.
"""

from typing import Any

from settlements.engine.explain import Step
from settlements.engine.json_text import canonical_text

# neither can stand inside a JSON string, where every quotation mark follows a backslash
_NO_STEPS = '"steps":[]'
_BETWEEN = ',"|",'


def canonical_result(document: dict[str, Any]) -> bytes:
    """The same bytes as `canonical_json(document)`."""
    lines: list[dict[str, Any]] = document["lines"]
    bare = {**document, "lines": [{**line, "steps": []} for line in lines]}
    texts = _encode_each({id(step): step for line in lines for step in line["steps"]})
    first, *rest = canonical_text(bare).split(_NO_STEPS)
    written = [first]
    for line, following in zip(lines, rest, strict=True):
        written.append('"steps":[')
        written.append(",".join([texts[id(step)] for step in line["steps"]]))
        written.append("]")
        written.append(following)
    return "".join(written).encode()


def _encode_each(steps: dict[int, Step]) -> dict[int, str]:
    """One call of the encoder for all: a mark between them, which a step's own text cannot hold."""
    if not steps:
        return {}
    marked: list[object] = []
    for step in steps.values():
        marked += (step, "|")
    text = canonical_text(marked[:-1])
    return dict(zip(steps, text[1:-1].split(_BETWEEN), strict=True))
