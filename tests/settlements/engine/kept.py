"""What stays as it was, in kept/: the digest of each worked case, and every sentence that refuses an input.

`python -m tests.settlements.engine.kept` writes both anew. A digest that changes says that bundles handed
out earlier no longer verify: that needs a reason, and a line in the changelog.
"""

import json
import tomllib
from pathlib import Path

from settlements.engine import InvalidInput, parse_input, settle_document
from tests.settlements.engine.documents import changed, example
from tests.settlements.engine.faults_of_members import FAULTS_OF_MEMBERS
from tests.settlements.engine.faults_of_rules import FAULTS_OF_RULES
from tests.settlements.engine.test_cases import CASES, settlement_input

FOLDER = Path(__file__).with_name("kept")
DIGESTS, REFUSALS = FOLDER / "digests.json", FOLDER / "refusals.txt"


def digests() -> dict[str, str]:
    """By case; those that are refused have none."""
    found = {"example": settle_document(example())["digest"]}
    for path in CASES:
        case = tomllib.loads(path.read_text())
        if "refused" not in case["expect"]:
            found[path.stem] = settle_document(settlement_input(case))["digest"]
    return found


def refusals() -> set[str]:
    """What each change of the example that breaks a rule is answered with."""
    said: set[str] = set()
    for changes, _, _ in FAULTS_OF_MEMBERS + FAULTS_OF_RULES:
        try:
            parse_input(changed(example(), changes))
        except InvalidInput as refusal:
            said.update(map(str, refusal.faults))
    return {sentence.encode("ascii", "backslashreplace").decode() for sentence in said}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    DIGESTS.write_text(json.dumps(digests(), indent=1, sort_keys=True) + "\n")
    REFUSALS.write_text("\n".join(sorted(refusals())) + "\n")
