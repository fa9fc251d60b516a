"""Explain every faulty line: problems.parquet, one row per fault, in the order of lines and columns."""

# ruff: noqa: S608 (every value in SQL goes through duck.text)

import json
from collections.abc import Sequence
from pathlib import Path

import duckdb

from usage.archive.duck import listing, text
from usage.check.canonical import FOUND_LENGTH, MAX_LINE
from usage.check.cells import broken, broken_at, count
from usage.check.expectations import as_json, expectation
from usage.check.rejected_text import TEXT_KEPT
from usage.check.row_rules import RowRules
from usage.check.staging import FAULTY
from usage.check.verdict import Problem, ProblemGroup

UNSEEN = text(r"[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]")
"""Controls, zero-width and direction marks, line separators: a value that holds them would deceive."""
PARAMETRIC = (
    "date_outside_period",
    "no_agreement",
    "too_many_decimals",
    "number_too_large",
    "too_few_columns",
    "too_many_columns",
)


def write_problems(*, connection: duckdb.DuckDBPyConnection, rules: RowRules, target: Path, run) -> None:
    """Write line, place, column, code, found, expected (JSON), text of every problem.

    text: the whole row (`check/rejected_text.py`, which is called before).
    """
    cell_faults = ", ".join(
        f"{{'place': {place}, 'column': {text(column)}, 'code': {code},"
        f" 'found': {_short(rules, f'cell_{column}')}}}"
        for place, (column, code) in enumerate(rules.codes().items(), 1)
        if code != "NULL"
    )
    expected = " ".join(
        f"WHEN '{code}' THEN {text(as_json(expectation(code, rules.vocabulary.rules, len(rules.columns))))}"
        for code in PARAMETRIC
    )
    faulty = f"(SELECT line_of(rowid) AS line, text AS l FROM staged WHERE kind = {FAULTY})"
    run(
        f"""
        COPY (
            WITH split AS ({rules.split(faulty, keep="line, ")}), faults AS (
                SELECT line, l AS text, unnest(
                    list_filter([{cell_faults}], lambda x: x.code IS NOT NULL), recursive := true
                ) FROM split WHERE sound
                UNION ALL BY NAME
                {_structure_faults(rules)}
                UNION ALL BY NAME
                {repeated_faults(rules, "repeated")}
            )
            SELECT line::BIGINT AS line, place::INTEGER AS place, "column", code, found,
                coalesce(expected, CASE code {expected} ELSE '{{}}' END) AS expected,
                CASE WHEN {TEXT_KEPT} THEN coalesce(texts.text, faults.text) END AS text
            FROM faults LEFT JOIN texts USING (line) ORDER BY line, place
        ) TO {text(target)} (FORMAT parquet, COMPRESSION zstd)
        """
    )


def repeated_faults(rules: RowRules, repeated: str) -> str:
    """SQL: line, place, column, code, found, expected of a relation of line, source_ref, first_line.

    A source_ref that names somebody has that fault alone.
    """
    place = rules.columns.index("source_ref") + 1 if "source_ref" in rules.columns else 0
    return f"""
        SELECT line, {place} AS place, 'source_ref' AS "column", 'duplicate_row' AS code,
            {_short(rules, "source_ref")} AS found,
            CASE WHEN first_line IS NULL THEN '{{}}' ELSE '{{"first_line": ' || first_line || '}}' END
            AS expected
        FROM {repeated} WHERE NOT {rules.names_somebody("source_ref")}
    """


def _structure_faults(rules: RowRules) -> str:
    """SQL: line, place, column, code, found of the lines of `split` that do not fall into cells."""
    width = len(rules.columns)
    is_broken, at = (broken(), broken_at()) if rules.quoted else ("false", "1")
    return f"""
        SELECT line, l AS text, place,
            coalesce({listing(rules.columns)}[nullif(place, 0)], '') AS "column",
            CASE WHEN {_unreadable()} THEN 'bad_record' WHEN counted IS NULL THEN 'unterminated_quote'
                WHEN place > {width} THEN 'too_many_columns' ELSE 'too_few_columns' END AS code,
            CASE WHEN {_unreadable()} THEN {_short(rules, "substring(l, 3)")}
                WHEN counted IS NULL THEN {_short(rules, "l")} WHEN counted >= {MAX_LINE} THEN '{MAX_LINE}+'
                ELSE counted::VARCHAR END AS found
        FROM (
            SELECT line, l, counted, CASE WHEN {_unreadable()} THEN 0
                WHEN counted IS NULL THEN least({at}, {width})
                ELSE least(counted, {width}) + 1 END AS place
            FROM (
                SELECT line, l,
                    CASE WHEN NOT {_unreadable()} AND NOT {is_broken} THEN {count(quoted=rules.quoted)} END
                    AS counted
                FROM split WHERE NOT sound
            )
        )
    """


def _unreadable() -> str:
    """SQL: whether `l` is what the file had in place of a row."""
    return "starts_with(l, chr(0) || 'b')"


def _short(rules: RowRules, value: str) -> str:
    """SQL: a found value, cut, and with a mark in place of what cannot be seen, so that it can be shown."""
    cut = f"regexp_replace({rules.free_text(f'left({value}, {FOUND_LENGTH})')}, {UNSEEN}, '�', 'g')"
    return f"CASE WHEN length({value}) > {FOUND_LENGTH} THEN {cut} || '…' ELSE {cut} END"


def read_groups(
    *, connection: duckdb.DuckDBPyConnection, problems: Sequence[Path], examples: int
) -> tuple[ProblemGroup, ...]:
    """The problems by code and column, most frequent first."""
    found = connection.execute(
        f"""
        SELECT code, "column", count(*) AS problems,
            arg_min({{'line': line, 'found': found, 'expected': expected}}, line, {int(examples)})
        FROM read_parquet({listing(problems)}) GROUP BY code, "column" ORDER BY problems DESC, code, "column"
        """
    ).fetchall()
    return tuple(
        ProblemGroup(
            code=code,
            column=column,
            count=total,
            examples=tuple(
                Problem(
                    line=each["line"],
                    column=column,
                    code=code,
                    found=each["found"],
                    expected=json.loads(each["expected"]),
                )
                for each in first
            ),
        )
        for code, column, total, first in found
    )
