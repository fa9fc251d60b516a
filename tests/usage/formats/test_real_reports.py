"""The six hosts’ reports of real traffic, with planted faults, in every format: equal sums, equal faults."""

import csv

import pytest

from tests.usage.check.compare import problems_of
from tests.usage.check.files import check
from tests.usage.check.test_real_reports import make, planted_in
from tests.usage.formats.tables import in_every_format

pytestmark = pytest.mark.real_input
OF_STRUCTURE = ("too_few_columns", "too_many_columns")
"""Only lines of text can have them."""


def test_equal_sums_and_equal_faults_in_every_format(tmp_path):
    reports = make(tmp_path, "--bad", "0.01")
    assert len(reports) == 6
    for path in reports:
        left_out = {line for line, _column, code in planted_in(path) if code in OF_STRUCTURE}
        with path.open(newline="") as file:
            rows = [row for line, row in enumerate(csv.reader(file), 1) if line not in left_out]
        verdicts = {}
        for name, content in in_every_format(rows, tmp_path).items():
            into = tmp_path / f"{path.stem}-{name}"
            into.mkdir()
            verdicts[name] = check(into, content)
        plain = verdicts.pop("csv")
        assert plain.rejected
        assert plain.accepted == len(rows) - 1 - plain.rejected
        for name, verdict in verdicts.items():
            shift = 1 if name == "json_lines" else 0  # its first line is a row
            assert (verdict.rows, verdict.rejected) == (plain.rows, plain.rejected), (path, name)
            assert verdict.buckets == plain.buckets, (path, name)
            found = [(line + shift, column, code) for line, column, code in problems_of(verdict)]
            assert found == problems_of(plain), (path, name)
