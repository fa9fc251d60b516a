"""What the editor of a dialect begins with, and what its trial shows."""

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from portal.files.readable import require_readable
from portal.files.scan_stored import scan_stored
from usage.check.rules import CheckRules
from usage.check.verdict import FileRefused, Verdict
from usage.dialects.cells import UNREAD
from usage.dialects.definition import Definition
from usage.dialects.focus import focus_start
from usage.dialects.form_values import suggested
from usage.dialects.trial import SHOWN, Trial, first_rows, try_dialect
from usage.file_sentences import file_sentence
from usage.models import Dialect, DialectSample
from usage.row_sentences import expected_of, title_of, warning_sentence
from usage.storage import local_path


@dataclass(frozen=True, slots=True)
class Beginning:
    """columns: the file's own. rows: its first. start: in the shape of `Definition.as_json`.

    sentences: why the sample cannot be read as declared. suggested: own columns called as canonical ones.
    """

    columns: list[str]
    rows: list[list[str]]
    start: dict[str, Any]
    sentences: list[str]
    suggested: list[str]


def beginning(
    *, sample: DialectSample | None, dialect: Dialect | None, layout: Definition | None
) -> Beginning:
    """layout: separator, encoding and header line as declared now; else the sample's own.

    Raises Refused (`infected`, `not_scanned`) for a sample that may not be read.
    """
    before = dialect.current.definition if dialect else {}
    if sample is None:
        known = dialect.current.read
        return Beginning([*known.own_columns, *known.ignored], [], before, [], [])
    layout = layout or layout_of(sample)
    columns, rows, sentences = _first_rows(sample, layout)
    if dialect:
        start, same = dict(before), []
    elif sample.of_focus:
        start, same = focus_start(columns), []
    else:
        same = suggested(columns)
        start = {"columns": {name: {"column": name} for name in same}}
    start |= {
        "separator": layout.separator,
        "encoding": layout.encoding,
        "header_line": layout.header_line,
    }
    return Beginning(columns, rows, start, sentences, same)


def layout_of(sample: DialectSample) -> Definition:
    return Definition(
        columns={},
        separator=sample.separator,
        encoding=sample.encoding,
        header_line=sample.header_line,
    )


def _first_rows(sample: DialectSample, layout: Definition) -> tuple[list[str], list[list[str]], list[str]]:
    scan_stored(stored=sample.file)
    require_readable(sample.file)
    with TemporaryDirectory(prefix="sample-") as temporary:
        folder = Path(temporary)
        path = local_path(name=sample.file.content.name, folder=folder)
        try:
            header, rows = first_rows(path=path, definition=layout, folder=folder, count=SHOWN)
        except FileRefused as refusal:
            return [], [], [_sentence(each) for each in refusal.problems]
    return header, list(rows.values()), []


def tried(*, sample: DialectSample, definition: Definition, rules: CheckRules) -> dict[str, Any]:
    """The trial for the page: rows of (own cells, canonical cells with their faults in words)."""
    with TemporaryDirectory(prefix="sample-") as temporary:
        path = local_path(name=sample.file.content.name, folder=Path(temporary))
        trial = try_dialect(path=path, definition=definition, rules=rules)
    return {
        "verdict": trial.verdict,
        "sentences": [_sentence(each) for each in trial.verdict.file_problems],
        "warnings": _warnings(trial.verdict),
        "header": trial.header,
        "columns": trial.columns,
        "rows": _rows(trial),
    }


def _rows(trial: Trial) -> list[dict[str, Any]]:
    return [
        {
            "line": row.line,
            "own": row.own,
            "left_out": row.left_out,
            "cells": [
                {"text": text.removeprefix(UNREAD), "faults": _faults(row.faults.get(column, ()))}
                for column, text in zip(trial.columns, row.canonical, strict=False)
            ]
            if len(row.canonical) == len(trial.columns)
            else [],
            "faults": [each for column in row.faults for each in _faults(row.faults[column])],
        }
        for row in trial.rows
    ]


def _faults(found) -> list[str]:
    return [
        ": ".join(filter(None, (title_of(code), expected_of(code, json.loads(expected)))))
        for code, _shown, expected in found
    ]


def _sentence(problem) -> str:
    return file_sentence(code=problem.code, line=problem.line, details=problem.details)


def _warnings(verdict: Verdict) -> list[str]:
    return [
        warning_sentence(code=each.code, count=each.count, lines=list(each.lines))
        for each in verdict.warnings
        if each.code in ("left_out", "blank_lines")
    ]
