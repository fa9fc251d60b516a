"""The worked example of FORMULA section 10, and ways to change one member of a document."""

import copy
import json
import os
import re
from pathlib import Path

from hypothesis import settings

EXAMPLES = int(os.environ.get("HYPOTHESIS_EXAMPLES", "200"))
"""How many inputs a property is tried on; `make nightly` sets more."""

on_many_inputs = settings(max_examples=EXAMPLES, deadline=None)

EXAMPLE_FILE = Path(__file__).with_name("example.json")
REMOVED = object()


def example() -> dict:
    return json.loads(EXAMPLE_FILE.read_text())


def changed(document: dict, changes: dict) -> dict:
    """A copy with members set by their path, `terms[0].rate_rules[1].per`; REMOVED takes one out."""
    document = copy.deepcopy(document)
    for path, value in changes.items():
        *parents, last = [int(i) if i else name for name, i in re.findall(r"([A-Za-z_]+)|\[(\d+)\]", path)]
        target = document
        for step in parents:
            target = target[step]
        if value is REMOVED:
            del target[last]
        elif isinstance(target, list) and last == len(target):
            target.append(value)
        else:
            target[last] = value
    return document
