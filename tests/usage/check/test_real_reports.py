"""Reports made from real traffic and real prices: every planted fault is found, none else; sums are exact."""

import csv
import subprocess
import sys
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from tests.scenarios.real_input import SHARED
from tests.usage.check.compare import assert_as_expected, problems_of
from tests.usage.check.files import rules
from usage.check.check_file import check_file
from usage.check.staging import BUFFER

MAKER = SHARED / "tools" / "make_reports.py"

pytestmark = pytest.mark.real_input


def make(folder, *options) -> list[Path]:
    command = [sys.executable, str(MAKER), str(folder), *options]
    subprocess.run(command, check=True, capture_output=True)
    return sorted(folder.glob("*_2026-10.csv"))


def test_every_planted_fault_is_found_none_else_and_the_rest_is_summed_exactly(tmp_path):
    reports = make(tmp_path, "--bad", "0.01")
    assert len(reports) == 6
    for path in reports:
        verdict = assert_as_expected(tmp_path, path.read_bytes(), rules())
        planted = planted_in(path)
        assert planted
        assert problems_of(verdict) == sorted(planted)
        assert {total.name: Fraction(total.gross_revenue) for total in verdict.by_currency} == good_sums(
            path, {line for line, _column, _code in planted}
        )


def planted_in(path) -> list[tuple[int, str, str]]:
    with open(f"{path}.bad.csv", newline="") as file:
        return [(int(each["line"]), each["column"], each["code"]) for each in csv.DictReader(file)]


def good_sums(path, bad_lines):
    """Revenue by currency of the lines that are not planted, by csv and Fraction alone."""
    sums = defaultdict(Fraction)
    with path.open(newline="") as file:
        for line, each in enumerate(csv.DictReader(file), 2):
            if line not in bad_lines:
                sums[each["currency"]] += Fraction(each["gross_revenue"])
    return dict(sums)


def test_of_a_file_read_in_parallel_no_line_is_lost_doubled_or_misnumbered(tmp_path):
    [path] = make(
        tmp_path, "--multiply", "100", "--bad", "0.001", "--hosts", "bedrock:bedrock+bedrock_converse:USD"
    )
    verdict = check_file(path=path, rules=rules(), into=tmp_path)
    total = path.read_bytes().count(b"\n") - 1
    assert path.stat().st_size > 2 * BUFFER
    assert (verdict.rows, verdict.accepted + verdict.rejected) == (total, total)
    assert problems_of(verdict) == sorted(planted_in(path))
    rejected = f"SELECT DISTINCT line FROM '{verdict.problems_path}'"
    lines = duckdb.sql(f"SELECT line FROM '{verdict.rows_path}' UNION ALL {rejected}")
    assert sorted(line for (line,) in lines.fetchall()) == list(range(2, total + 2))
