"""A file checked in many chunks says to the letter what it says in one."""

import io
import random
from dataclasses import replace

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.usage.check import files
from tests.usage.check.files import HEADER, check, row
from tests.usage.check.test_against_oracle import cut_into, random_file
from usage.archive.archived import archived
from usage.archive.duck import listing
from usage.check import repeats, vocabulary
from usage.check.cuts import Chunk, Cutter, cut_out
from usage.check.rules import Limits
from usage.check.verdict import Verdict


def everything(verdict: Verdict) -> tuple:
    """The verdict without its paths; every archived row; every problem with what was expected."""
    rows = _fetched(archived(verdict.rows_paths), verdict.rows_paths)
    problems = _fetched(f"read_parquet({listing(verdict.problems_paths)})", verdict.problems_paths)
    return replace(verdict, rows_paths=(), problems_paths=()), sorted(rows), sorted(problems)


def _fetched(relation: str, paths) -> list[tuple]:
    return duckdb.sql(f"FROM {relation} ORDER BY ALL").fetchall() if paths else []


def in_one_and_in_many(tmp_path, content: bytes, pieces: int, **changes) -> Verdict:
    """The verdict on both, which must be the same; that of the many chunks."""
    (tmp_path / "one").mkdir()
    (tmp_path / "many").mkdir()
    whole = check(tmp_path / "one", content, **changes)
    many = check(tmp_path / "many", content, limits=cut_into(pieces, content), **changes)
    assert everything(many) == everything(whole)
    return many


@pytest.mark.parametrize("seed", range(100, 112))
def test_a_random_file_that_repeats_another(tmp_path, seed, monkeypatch):
    """Also with keys looked through a few at a time."""
    monkeypatch.setattr(repeats, "KEYS_AT_ONCE", 40)
    (tmp_path / "before").mkdir()
    before = check(tmp_path / "before", random_file(seed - 1))
    seen = before.rows_paths if before.readable else ()
    in_one_and_in_many(tmp_path, random_file(seed), random.Random(seed).randint(2, 9), seen_source_refs=seen)


def test_rows_of_the_widest_catalogue_lie_in_the_same_order(tmp_path, monkeypatch):
    """Whose codes, days and lines together take more than eight bytes."""
    days, places = range(1, 31), ("US", "DE", "JP")
    content = lines(
        *(row(usage_date=f"2026-10-{31 - day:02}", market=each) for each in places for day in days)
    )
    for place, largest in (("narrow", vocabulary.LARGEST), ("wide", 1)):
        (tmp_path / place).mkdir()
        monkeypatch.setattr(vocabulary, "LARGEST", largest)
        check(tmp_path / place, content)
    narrow, wide = (
        duckdb.sql(f"FROM '{path}'").fetchall() for path in sorted(tmp_path.glob("*/rows-*.parquet"))
    )
    assert narrow == wide
    assert len(narrow) == 90


def lines(*rows: str, end: str = "\n") -> bytes:
    return end.join([HEADER, *rows, ""]).encode()


def test_a_source_ref_of_an_earlier_chunk_leaves_archive_and_sums(tmp_path):
    refs = ["a", "b", "a", "c", "b", "d", "a", "a"]
    given = [row(source_ref=ref, quantity=str(at)) for at, ref in enumerate(refs)]
    verdict = in_one_and_in_many(tmp_path, lines(*given), 4)
    assert len(verdict.rows_paths) == 4
    assert (verdict.rows, verdict.accepted, verdict.rejected) == (8, 4, 4)
    assert sum(bucket.quantity for bucket in verdict.buckets) == 0 + 1 + 3 + 5
    [group] = verdict.groups
    assert [(each.line, each.expected["first_line"]) for each in group.examples] == [
        *((4, 2), (6, 3), (8, 2), (9, 2)),
    ]


def test_a_row_that_repeats_and_has_another_fault_has_both(tmp_path):
    given = [row(source_ref="a"), row(), row(source_ref="a", market="ZZ"), row(source_ref="a", unit="mile")]
    verdict = in_one_and_in_many(tmp_path, lines(*given), 4)
    assert (verdict.accepted, verdict.rejected, verdict.problems) == (2, 2, 4)


def test_a_free_row_that_repeats_is_no_longer_worth_a_look(tmp_path):
    free = {"gross_revenue": "0", "deductions": "0"}
    given = [row(source_ref=ref, **free) for ref in "aabcd"]
    [warning] = in_one_and_in_many(tmp_path, lines(*given), 5).warnings
    assert (warning.code, warning.count, warning.lines) == ("zero_revenue", 4, (2, 4, 5, 6))


def test_rows_equal_to_one_in_another_chunk_are_counted_once_each(tmp_path):
    given = [row(), row(quantity="12.0"), row(market="JP"), row(), row(market="JP"), row(), row(), row()]
    [warning] = in_one_and_in_many(tmp_path, lines(*given), 4).warnings
    assert (warning.code, warning.count, warning.lines) == ("equal_rows", 6, (3, 5, 6, 7, 8))


@pytest.mark.parametrize(
    ("end", "last", "mark"), [("\n", "", ""), ("\r\n", "", "\ufeff"), ("\n", "\n\n\n", "\ufeff")]
)
def test_marks_line_ends_and_blank_lines(tmp_path, end, last, mark):
    given = [row(quantity=str(number)) for number in range(9)] + ["", "", row(unit="mile")]
    content = mark + end.join([HEADER, *given]) + last
    assert in_one_and_in_many(tmp_path, content.encode(), 5).rows == 10


def test_a_mark_that_a_chunk_begins_with_is_not_taken_away(tmp_path):
    given = ["\ufeff" + row() for _ in range(6)]
    verdict = in_one_and_in_many(tmp_path, lines(*given), 6)
    assert (verdict.accepted, verdict.problems) == (0, 6)


def test_a_record_of_several_lines_is_never_cut(tmp_path):
    given = [row(customer_ref='"a\nb\n\nc"', quantity=str(number)) for number in range(8)]
    assert in_one_and_in_many(tmp_path, lines(*given), 8).accepted == 8


def test_a_chunk_without_any_row_is_none_of_the_files_faults(tmp_path):
    verdict = in_one_and_in_many(tmp_path, lines(row(), *[""] * 400), 4)
    assert (verdict.rows, verdict.accepted) == (1, 1)
    assert [each.code for each in in_one_and_in_many_of(tmp_path / "blank", 4).file_problems] == [
        "empty_file"
    ]


def in_one_and_in_many_of(folder, pieces: int) -> Verdict:
    folder.mkdir()
    return in_one_and_in_many(folder, lines(*[""] * 200), pieces)


@given(
    st.binary().map(lambda noise: bytes(b"\n"[0] if byte < 60 else byte for byte in noise)),
    st.integers(1, 50),
    st.integers(1, 50),
)
def test_chunks_are_whole_lines_and_all_of_them(content, chunk_bytes, block):
    cutter = Cutter(size=len(content), chunk_bytes=chunk_bytes)
    for at in range(0, len(content), block):
        cutter.add(content[at : at + block])
    count = content.count(b"\n") + (content[-1:] not in (b"", b"\n"))
    chunks = cutter.end(lines=count)
    assert b"".join(content[each.offset : each.offset + each.length] for each in chunks) == content
    at = 1
    for number, each in enumerate(chunks):
        piece = content[each.offset : each.offset + each.length]
        assert (each.number, each.first_line) == (number, at)
        assert each.lines == piece.count(b"\n") + (piece[-1:] not in (b"", b"\n"))
        assert piece or not content
        assert piece.endswith(b"\n") or each is chunks[-1]
        at += each.lines
    assert at == count + 1


def test_a_file_that_lost_its_end_is_not_taken_for_whole(tmp_path):
    chunk = Chunk(number=1, offset=0, length=9, first_line=5, lines=1)
    with pytest.raises(OSError, match="4 bytes are missing"):
        cut_out(source=io.BytesIO(b"12345"), chunk=chunk, target=tmp_path / "part")


def test_chunks_are_about_equal(tmp_path):
    content = lines(*[row()] * 100)
    verdict = check(tmp_path, content, limits=Limits(chunk_bytes=len(content) * 10 // 24))
    counts = [len(duckdb.sql(f"FROM '{path}'").fetchall()) for path in verdict.rows_paths]
    assert sum(counts) == 100
    assert len(counts) == 2, "two and a little are two"
    assert abs(counts[0] - counts[1]) <= 2
    assert files.rules().limits.chunk_bytes > len(content), "a small file is one chunk"
