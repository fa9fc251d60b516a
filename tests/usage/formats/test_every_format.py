"""Every format is checked by the same rules: equal sums, equal faults, each at its line."""

import duckdb
import pytest

from tests.usage.check.compare import problems_of
from tests.usage.check.files import check
from tests.usage.formats.tables import content_of, in_every_format, refusal, table

FORMATS = ["gzip", "xlsx", "parquet", "json_lines"]

FAULTY = table(
    {},
    {"usage_date": "2026-11-01", "quantity": "1e3"},
    {"market": "XX", "customer_ref": 'a, "b"'},
    {"gross_revenue": "0.1000000000000", "currency": ""},
    {"source_ref": "r1"},
    {"source_ref": "r1", "application": " search"},
    {"source_ref": "r1"},
    {"quantity": "+5"},
    {"quantity": "1_000", "unit": "日本"},
    {"gross_revenue": "-1"},
    {"gross_revenue": "1234567.000000000001"},
)


def test_one_table_has_the_same_verdict_in_every_format(tmp_path):
    verdicts = {}
    for name, content in in_every_format(FAULTY, tmp_path).items():
        into = tmp_path / name
        into.mkdir()
        verdicts[name] = check(into, content)
    plain = verdicts["csv"]
    assert (plain.rows, plain.accepted) == (11, 3)
    for name, verdict in verdicts.items():
        assert (verdict.rows, verdict.accepted, verdict.rejected) == (11, 3, 8), name
        assert verdict.buckets == plain.buckets, name
        shift = 1 if name == "json_lines" else 0  # its first line is a row
        assert problems_of(verdict) == [(line - shift, *rest) for line, *rest in problems_of(plain)], name


@pytest.mark.parametrize("name", FORMATS)
def test_what_stands_in_a_cell_is_found_as_it_stood(tmp_path, name):
    odd = 'two\nlines, a "quote"\r and \x1f'
    if name == "xlsx":
        odd = 'two\nlines, a "quote"'
    content = content_of(name, table({"market": odd}, {"source_ref": odd}), tmp_path)
    verdict = check(tmp_path, content)
    [group] = verdict.groups
    assert (group.code, group.column) == ("unknown_market", "market")
    kept = duckdb.sql(f"SELECT source_ref FROM '{verdict.rows_path}'").fetchall()
    assert kept == [(odd,)]


def test_rules_of_rows_are_asked_only_once_for_all(tmp_path):
    """A long free text is refused with its line in every format."""
    long = table({}, {"source_ref": "x" * 5000})
    for name, content in in_every_format(long, tmp_path).items():
        into = tmp_path / f"long-{name}"
        into.mkdir()
        code, line, _details = refusal(check(into, content))
        assert (code, line) == ("file_too_large", 2 if name == "json_lines" else 3), name
