"""What a check of many chunks keeps of rejected rows, and knows of erased ones: the same as that of one."""

import duckdb

from tests.usage.check.files import check, row
from tests.usage.check.test_chunks import in_one_and_in_many, lines
from usage.archive.hash_refs import hash_refs
from usage.check.verdict import Verdict

SECRET = b"for refs of host a"


def texts(verdict: Verdict) -> dict[int, str]:
    paths = list(map(str, verdict.problems_paths))
    return dict(duckdb.sql(f"SELECT DISTINCT line, text FROM read_parquet({paths})").fetchall())


def test_every_rejected_row_keeps_its_own_text(tmp_path):
    """Wrong ones, too long ones, repetitions of their chunk and of another one, and rows of both kinds."""
    given = [
        row(source_ref="a"),
        row(market="ZZ"),
        row(market="Y" * 5000),
        row(source_ref="a", quantity="2"),
        row(source_ref="b", quantity="3"),
        row(source_ref="b", quantity="4"),
        row(source_ref="a", market="ZZ"),
        row(quantity="5"),
    ]
    verdict = in_one_and_in_many(tmp_path, lines(*given), 24)
    assert len(verdict.rows_paths) > 1
    rejected = (3, 4, 5, 7, 8)
    assert texts(verdict) == {line: given[line - 2] for line in rejected}


def test_refs_of_erased_rows_are_refused_in_every_chunk(tmp_path):
    """Their first row as one seen before, those after it as repetitions of that; no other row is."""
    (tmp_path / "before").mkdir()
    before = check(tmp_path / "before", lines(row(source_ref="a"), row(source_ref="b")))
    kept = tmp_path / "refs.parquet"
    count = hash_refs(parquet_paths=before.rows_paths, key=SECRET, target=kept, folder=tmp_path)
    assert count == 2
    given = [row(source_ref=ref, quantity=str(at)) for at, ref in enumerate(["c", "a", "d", "a", "b", "c"])]
    verdict = in_one_and_in_many(tmp_path, lines(*given), 3, erased_source_refs=(kept,), reference_key=SECRET)
    assert (verdict.accepted, verdict.rejected) == (2, 4)
    [group] = verdict.groups
    assert [(each.line, each.expected.get("first_line")) for each in group.examples] == [
        (3, None),
        (5, 3),
        (6, None),
        (7, 2),
    ]
    assert texts(verdict) == {line: given[line - 2] for line in (3, 5, 6, 7)}
