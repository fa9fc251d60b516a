"""A usage file of any format as lines that the check reads."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Timer

from usage.check.rules import MIB, Limits
from usage.check.verdict import FileProblem, FileRefused, Progress
from usage.dialects.cells import Translation
from usage.dialects.spoken import write_spoken
from usage.formats.kinds import Format, format_of

ROOT = Path(__file__).resolve().parents[2]
MEMORY = 3072 * MIB
"""Addresses, not pages: a workbook of a million rows fills half of it."""
SECONDS, BYTES_PER_SECOND = 60, MIB
START = """
import sys
sys.path.insert(0, sys.argv[1])
from usage.formats.child import main
main(*sys.argv[2:])
"""


@dataclass(frozen=True, kw_only=True)
class Unpacked:
    """columns: where the lines have no header. is_mended: each row is one line already (`check/mend.py`).

    Of a file in a dialect: `not_rows` empty lines hold no row, `left_out` of them (first `left_out_lines`)
    one that the dialect leaves out; `originals` has what stood where (`dialects/originals.py`).
    """

    kind: Format
    path: Path
    columns: tuple[str, ...] | None = None
    is_mended: bool = False
    not_rows: int = 0
    left_out: int = 0
    left_out_lines: tuple[int, ...] = ()
    originals: Path | None = None


def unpack(
    *,
    path: Path,
    folder: Path,
    limits: Limits,
    on_progress: Callable[[Progress], None],
    translation: Translation | None = None,
) -> Unpacked:
    """CSV as it lies; anything else, and what is to be translated, unpacked into the folder by a child.

    Raises FileRefused for what is damaged, harmful, too large, or not in the dialect.
    """
    kind = format_of(path)
    if kind == Format.CSV and translation is None:
        return Unpacked(kind=kind, path=path)
    size = path.stat().st_size
    if size > limits.max_bytes:
        raise FileRefused(
            FileProblem(code="file_too_large", details={"bytes": size, "limit": limits.max_bytes})
        )
    target = folder / "unpacked.csv"

    def tell(done: int) -> None:
        on_progress(Progress(stage="unpacking", bytes_done=min(done, size), bytes_total=size))

    spoken = write_spoken(translation=translation, folder=folder) if translation else ""
    answer = _in_child(kind, path, target, limits, spoken, tell)
    if refused := answer.get("refused"):
        raise FileRefused(*(FileProblem(code=code, line=line, details=rest) for code, line, rest in refused))
    columns = answer.get("columns")
    return Unpacked(
        kind=kind,
        path=target,
        columns=None if columns is None else tuple(columns),
        is_mended=kind != Format.GZIP or translation is not None,
        not_rows=answer.get("not_rows", 0),
        left_out=answer.get("left_out", 0),
        left_out_lines=tuple(answer.get("left_out_lines", ())),
        originals=Path(answer["originals"]) if translation else None,
    )


def _in_child(
    kind: Format,
    path: Path,
    target: Path,
    limits: Limits,
    spoken: Path | str,
    tell: Callable[[int], None],
) -> dict:
    """What the child answered; one that broke or ran out of memory or time met a file made for that."""
    seconds = SECONDS + path.stat().st_size // BYTES_PER_SECOND
    arguments = [kind, path.absolute(), target, MEMORY, seconds, json.dumps(asdict(limits)), spoken]
    log = target.with_suffix(".log")
    with log.open("wb") as errors:
        child = subprocess.Popen(
            [sys.executable, "-I", "-c", START, str(ROOT), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ},
            cwd=target.parent,
            text=True,
        )
    timed_out: list[bool] = []

    def stop() -> None:
        timed_out.append(True)
        child.kill()

    timer = Timer(2 * seconds, stop)
    timer.start()
    answer = None
    try:
        for line in child.stdout:
            if line.startswith("{"):
                answer = json.loads(line)
            else:
                tell(int(line))
    finally:
        timer.cancel()
        child.kill()
        child.wait()
        child.stdout.close()
    said = log.read_text(errors="replace")
    if answer is not None:
        return answer
    if child.returncode == -9 and not timed_out:
        raise RuntimeError("the process that unpacks a usage file was killed from outside")
    if child.returncode > 0 and "MemoryError" not in said and "memory" not in said:
        raise RuntimeError(f"the process that unpacks a usage file failed: {said[-2000:]}")
    return {"refused": [["unsupported_format", None, {"damaged": kind}]]}
