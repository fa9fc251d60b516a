"""`python -m settlements.engine settle INPUT.json|-` and `verify BUNDLE` (FORMULA section 10)."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from settlements.engine.faults import Fault, InvalidInput
from settlements.engine.parse import parse_input
from settlements.engine.settle import settle
from settlements.engine.verify import verify_bundle

MATCHES = SETTLED = 0
DIFFERS = 1
INVALID = 2
MISSING_RATES = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 settled or matches, 1 differs, 2 invalid, 3 settled nothing for want of rates."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "settle":
            return _settle(options.input)
        return _verify(options.bundle)
    except InvalidInput as invalid:
        for fault in invalid.faults:
            print(str(fault).encode("ascii", "backslashreplace").decode(), file=sys.stderr)
        return INVALID


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m settlements.engine", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    settle = commands.add_parser("settle", help="print the result of a settlement-input/1 document")
    settle.add_argument("input", help="its file, - for standard input")
    verify = commands.add_parser("verify", help="recompute a bundle and compare")
    verify.add_argument(
        "bundle", help="a zip or folder with settlement-input.json and settlement-result.json"
    )
    return parser


def _settle(source: str) -> int:
    result = settle(parse_input(_read(source)))
    sys.stdout.buffer.write(result.as_json() + b"\n")
    sys.stdout.buffer.flush()
    return MISSING_RATES if result.errors else SETTLED


def _verify(bundle: str) -> int:
    found = verify_bundle(Path(bundle))
    for difference in found:
        print(difference)
    if not found:
        print("matches")
    return DIFFERS if found else MATCHES


def _read(source: str) -> bytes:
    if source == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(source).read_bytes()
    except (OSError, ValueError) as error:
        raise InvalidInput([Fault("$", "unreadable", f"This file cannot be read: {error}.")]) from None


if __name__ == "__main__":
    sys.exit(main())
