"""The program that unpacks one file, alone in a process with bounded memory and time (`unpack.py` starts it).

Arguments: format, source, target, limits as JSON, and the file of a translation (dialects) or nothing. On
standard output: a line of bytes done now and then, and last one JSON object: `columns` (or null) and what a
translation counted, or `refused`.
"""

import ctypes
import errno
import json
import resource
import signal
import sys
from pathlib import Path

from usage.check.rules import Limits
from usage.check.verdict import FileRefused
from usage.formats import gzipped, json_lines, parquet, workbook
from usage.formats.kinds import Format

PR_SET_PDEATHSIG = 1
WRITERS = {
    Format.GZIP: gzipped.write_lines,
    Format.XLSX: workbook.write_lines,
    Format.PARQUET: parquet.write_lines,
    Format.JSON_LINES: json_lines.write_lines,
}


def main(
    kind: str, source: str, target: str, memory: str, seconds: str, limits: str, translation: str
) -> None:
    end_with_parent()
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    bounds = Limits(**json.loads(limits))
    # Whoever writes more than that, and in whatever way, gets EFBIG.
    resource.setrlimit(resource.RLIMIT_FSIZE, (bounds.max_unpacked_bytes, bounds.max_unpacked_bytes))
    answer = _answer(Format(kind), Path(source), Path(target), bounds, translation)
    print(json.dumps(answer), flush=True)  # noqa: T201 (it is how it answers)


def end_with_parent() -> None:
    """A worker that is killed leaves no child at work; elsewhere than on Linux its limits end it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _answer(kind: Format, source: Path, target: Path, limits: Limits, translation: str) -> dict:
    try:
        if translation:
            # Imported only where needed: it takes a tenth of a second.
            from usage.dialects.translate_file import translate_file

            spoken = Path(translation)
            return translate_file(
                kind=kind, source=source, target=target, spoken=spoken, limits=limits, tell=_tell
            )
        return {"columns": WRITERS[kind](source=source, target=target, limits=limits, tell=_tell)}
    except FileRefused as refusal:
        return {"refused": [[each.code, each.line, dict(each.details)] for each in refusal.problems]}
    except OSError as fault:
        if fault.errno != errno.EFBIG:
            raise
        limit = limits.max_unpacked_bytes
        return {"refused": [["file_too_large", None, {"bytes": limit + 1, "limit": limit}]]}


def _tell(done: int) -> None:
    print(done, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
