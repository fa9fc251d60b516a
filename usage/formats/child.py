"""The program that unpacks one file, alone in a process with bounded memory and time (`unpack.py` starts it).

Arguments: format, source, target, limits as JSON. On standard output: a line of bytes done now and then, and
last one JSON object: `columns` (or null) or `refused`.
"""

import json
import resource
import sys
from pathlib import Path

from usage.check.rules import Limits
from usage.check.verdict import FileRefused
from usage.formats import gzipped, json_lines, parquet, workbook
from usage.formats.kinds import Format

WRITERS = {
    Format.GZIP: gzipped.write_lines,
    Format.XLSX: workbook.write_lines,
    Format.PARQUET: parquet.write_lines,
    Format.JSON_LINES: json_lines.write_lines,
}


def main(kind: str, source: str, target: str, memory: str, seconds: str, limits: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        columns = WRITERS[Format(kind)](
            source=Path(source), target=Path(target), limits=Limits(**json.loads(limits)), tell=_tell
        )
        answer = {"columns": columns}
    except FileRefused as refusal:
        problems = [[each.code, each.line, dict(each.details)] for each in refusal.problems]
        answer = {"refused": problems}
    print(json.dumps(answer), flush=True)  # noqa: T201 (it is how it answers)


def _tell(done: int) -> None:
    print(done, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
