"""Where most rows are read in a shorter way, it and the exact one find the same."""

import duckdb
import pytest

from tests.usage.check.files import GOOD, check_rows, faults, row

QUOTED = '"{}"'.format


@pytest.mark.parametrize(
    "cell, reference",
    [
        ('"client-1"', "client-1"),
        ('""', None),
        ('"a,b"', "a,b"),
        ('"say ""no"""', 'say "no"'),
        ('""""', '"'),
        ('5" disk', '5" disk'),
        ('a"b"', 'a"b"'),
    ],
)
def test_quotes_are_taken_off_a_cell_and_left_in_it(tmp_path, cell, reference):
    """Whether or not all other cells of the line are quoted too, which is read in a shorter way."""
    plain = row(source_ref="here").replace("here", cell)
    quoted = ",".join(QUOTED(each) for each in GOOD.values()).removesuffix('""') + cell
    verdicts = [check_rows(tmp_path, line, row()) for line in (plain, quoted)]
    for verdict in verdicts:
        assert faults(verdict) == []
    found = duckdb.sql(f"SELECT source_ref FROM '{verdicts[1].rows_path}' WHERE line = 2").fetchall()
    assert found == [(reference,)]


@pytest.mark.parametrize("cell", ['"a"b', '"a" ', '"a', 'x","'])
def test_quotes_that_do_not_fit_are_never_taken_off(tmp_path, cell):
    verdict = check_rows(tmp_path, row(customer_ref="here").replace("here", cell), row())
    assert (verdict.accepted, verdict.rejected) == (1, 1)
