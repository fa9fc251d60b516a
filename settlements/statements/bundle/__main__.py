"""`python3 verify.pyz BUNDLE …`: recompute statements' bundles and say what differs."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from settlements.engine.__main__ import DIFFERS, INVALID, MATCHES, one_line
from settlements.engine.faults import InvalidInput
from settlements.statements.bundle.check_bundle import chain_faults, check_bundle

USAGE = """usage: python3 verify.pyz BUNDLE [BUNDLE ...]

BUNDLE is a statement's bundle: the zip, or the folder it was unpacked to. Several are checked one by one and
as the chain they make. Exit code: 0 everything matches, 1 something differs, 2 something cannot be read."""


def main(arguments: Sequence[str]) -> int:
    if not arguments or any(each in ("-h", "--help") for each in arguments):
        print(USAGE)
        return MATCHES if arguments else INVALID
    codes, seals = [], []
    for name in arguments:
        code, seal = _report(name)
        codes.append(code)
        seals += [seal] if seal else []
    gaps = chain_faults(seals)
    for gap in gaps:
        print(one_line(gap))
    return max([*codes, DIFFERS if gaps else MATCHES])


def _report(name: str) -> tuple[int, dict[str, Any] | None]:
    """Print what is to say about one bundle."""
    try:
        found, seal = check_bundle(Path(name))
    except InvalidInput as invalid:
        for fault in invalid.faults:
            print(one_line(f"{name}: {fault}"), file=sys.stderr)
        return INVALID, None
    except MemoryError:
        print(one_line(f"{name}: $: There is too little memory for this input. (too_large)"), file=sys.stderr)
        return INVALID, None
    what = f" ({seal.get('number')} version {seal.get('version')}, {seal.get('period')})" if seal else ""
    for difference in found:
        print(one_line(f"{name}: {difference}"))
    print(one_line(f"{name}{what}: {'differs' if found else 'matches'}"))
    return (DIFFERS if found else MATCHES), seal


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
