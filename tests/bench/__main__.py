"""`make bench`: measures, prints a table, writes build/bench.json (name → figure).

Every figure is the median of three runs (of one with SIZE=small), taken in turns. `python -m tests.bench
engine` measures only what is named. Seconds depend on the machine and on what else it does.
"""

import argparse
import json
import os
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median

from tests.bench import engine, ingest, issue, pages, starts, statement_pdf, verdict, what_if

PARTS = {
    "engine": engine,
    "what_if": what_if,
    "statement_pdf": statement_pdf,
    "verdict": verdict,
    "ingest": ingest,
    "issue": issue,
    "pages": pages,
    "starts": starts,
}
MEASURES = {name: part.measure for name, part in PARTS.items()}
BOUNDS = {name: bound for part in PARTS.values() for name, bound in part.BOUNDS.items()}
LEAST = ingest.LEAST
REPORT = Path(__file__).resolve().parents[2] / "build" / "bench.json"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("only", nargs="*", choices=[*MEASURES, []], help="measure only these")
    only = parser.parse_args().only or list(MEASURES)
    turns = 1 if os.environ.get("SIZE") == "small" else 3
    found: dict[str, list[float]] = defaultdict(list)
    for turn in range(turns):
        for name in only:
            print(f"{name}, turn {turn + 1} of {turns} …", file=sys.stderr, flush=True)
            for figure, value in MEASURES[name](turn).items():
                found[figure].append(value)
    figures = {name: round(median(values), 3) for name, values in found.items()}
    write(figures)
    show(figures, found)
    return 0


def write(figures: dict[str, float]) -> None:
    """Figures not measured this time stay as they were."""
    before = json.loads(REPORT.read_text()) if REPORT.exists() else {}
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps({**before, **figures}, indent=1, sort_keys=True) + "\n")


def show(figures: dict[str, float], found: dict[str, list[float]]) -> None:
    print(f"{'figure':28}{'median':>10}{'must':>10}   all turns")
    for name, value in figures.items():
        bound, least = BOUNDS.get(name), LEAST.get(name)
        told = f"≤ {bound:g}" if bound is not None else f"≥ {least:g}" if least is not None else ""
        missed = (bound is not None and value > bound) or (least is not None and value < least)
        mark = "  missed" if missed else ""
        turns = ", ".join(f"{each:.2f}" for each in found[name])
        print(f"{name:28}{value:>10.2f}{told:>10}   {turns}{mark}")


if __name__ == "__main__":
    sys.exit(main())
