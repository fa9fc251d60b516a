"""What differs in a statement's bundle from what it should be. Pure; standard library.

A bundle is a zip or the folder it was unpacked to. Checked are the files against SHA256SUMS, the result
against the engine, the seal against both, and of several bundles the chain they make.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from settlements.engine.bundle_members import Members, open_bundle
from settlements.engine.faults import quoted
from settlements.engine.json_text import load_json
from settlements.engine.reading import MOST_BYTES, refusal
from settlements.engine.verify import INPUT_NAME, RESULT_NAME, differences_in
from settlements.statements.seal import seal_holds

SEAL_NAME = "seal.json"
SUMS_NAME = "SHA256SUMS"
LONGEST_RESULT = 4 * MOST_BYTES


def check_bundle(path: Path) -> tuple[list[str], dict[str, Any] | None]:
    """Every difference, and the seal where the bundle has one; InvalidInput where it cannot be read."""
    with open_bundle(path) as members:
        found = differences_in(members)
        if SUMS_NAME in members.names:
            found += _sum_faults(members)
        if SEAL_NAME not in members.names:
            return found, None
        seal = load_json(members.read(SEAL_NAME, MOST_BYTES))
        if not isinstance(seal, dict):
            raise refusal("bundle_unreadable", f"{SEAL_NAME} holds no object.")
        result = load_json(members.read(RESULT_NAME, LONGEST_RESULT))
        found += _seal_faults(seal, members.sha256(INPUT_NAME), result)
    return found, seal


def _seal_faults(seal: dict[str, Any], input_sha256: str, result: object) -> list[str]:
    faults = []
    if not seal_holds(seal):
        faults.append(f"{SEAL_NAME}: its digest is not that of what it says")
    if seal.get("input_sha256") != input_sha256:
        faults.append(f"{INPUT_NAME}: this is not the input that was sealed")
    if not isinstance(result, dict) or seal.get("result_digest") != result.get("digest"):
        faults.append(f"{RESULT_NAME}: this is not the result that was sealed")
    return faults


def chain_faults(seals: Sequence[dict[str, Any]]) -> list[str]:
    """What does not hold between the seals given, whatever their order; gaps are said, not blamed."""
    faults = []
    placed = (each for each in seals if type(each.get("place")) is int)
    ordered = sorted(placed, key=lambda each: each["place"])
    for before, after in pairwise(ordered):
        names = f"{before.get('number')} and {after.get('number')}"
        if after["place"] == before["place"] and after != before:
            faults.append(f"{names}: two statements at place {after['place']} of the chain")
        elif after["place"] == before["place"] + 1 and after.get("previous_seal") != before.get("seal"):
            faults.append(f"{names}: the second does not continue the first")
    return faults


def _sum_faults(members: Members) -> Iterator[str]:
    for row in members.read(SUMS_NAME, MOST_BYTES).decode("utf-8", "replace").splitlines():
        wanted, _, name = row.partition("  ")
        if name not in members.names:
            yield f"{quoted(name)}: {SUMS_NAME} names it, but it is not here"
        elif members.sha256(name) != wanted:
            yield f"{quoted(name)}: not the bytes that {SUMS_NAME} states"
