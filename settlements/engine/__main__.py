"""`python -m settlements.engine settle INPUT.json|-` and `verify BUNDLE` (FORMULA section 10)."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from settlements.engine.faults import InvalidInput
from settlements.engine.parse import parse_input
from settlements.engine.reading import check_values, read_file, read_stream, refusal
from settlements.engine.settle import settle
from settlements.engine.verify import verify_bundle

MATCHES = SETTLED = 0
DIFFERS = 1
INVALID = 2
MISSING_RATES = 3
NOBODY_READS = 141  # what a shell says of a program that a closed pipe ended


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 settled or matches, 1 differs, 2 invalid, 3 settled nothing for want of rates."""
    options = _parser().parse_args(arguments)
    try:
        code = _settle(options.input) if options.command == "settle" else _verify(options.bundle)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # whoever read the output has gone; nor may the interpreter complain when it closes the stream
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    except MemoryError:
        print("$: There is too little memory for this input. (too_large)", file=sys.stderr)
        return INVALID
    except InvalidInput as invalid:
        for fault in invalid.faults:
            print(one_line(str(fault)), file=sys.stderr)
        return INVALID


def one_line(text: str) -> str:
    """ASCII without control characters: a file's name may hold line feeds and commands to the terminal."""
    return "".join(each if each.isascii() and each.isprintable() else ascii(each)[1:-1] for each in text)


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
    if source != "-":
        return check_values(read_file(Path(source)))
    if sys.stdin is None:  # closed by the caller
        raise refusal("unreadable", "There is no standard input.")
    return check_values(read_stream(sys.stdin.buffer))


if __name__ == "__main__":
    sys.exit(main())
