"""How a file lies: its encoding, its header, its separator."""

import pytest

from tests.usage.dialects.german import GERMAN, as_german_csv, german_table
from tests.usage.dialects.test_translation import spoken


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16"])
def test_a_declared_encoding_is_read_and_another_refused(tmp_path, encoding):
    text = as_german_csv(german_table({}, {"market": "XX"})).decode()
    definition = {**GERMAN, "encoding": encoding}
    verdict = spoken(tmp_path / "into", text.encode(encoding.replace("windows-", "cp")), definition)
    assert (verdict.rows, verdict.accepted) == (2, 1)
    [problem] = spoken(tmp_path / "other", text.encode("cp1252"), GERMAN).file_problems
    assert (problem.code, problem.line) == ("bad_encoding", 1)
    marked = spoken(tmp_path / "marked", text.encode("utf-8-sig"), definition)
    assert marked.accepted == 1  # the mark at its start says UTF-8


@pytest.mark.parametrize(
    "change, code, columns",
    [
        (lambda names: [name.replace("Menge", "Anzahl") for name in names], "missing_column", ["Menge"]),
        (lambda names: [*names, "Neu"], "unknown_column", ["Neu"]),
        (lambda names: [*names, "Menge"], "duplicate_column", ["Menge"]),
    ],
)
def test_a_header_that_is_not_the_dialects_is_refused_in_its_own_words(tmp_path, change, code, columns):
    head, good = german_table({})
    verdict = spoken(tmp_path / "into", as_german_csv([change(head), good]), GERMAN)
    assert [(each.code, each.details["columns"]) for each in verdict.file_problems if each.code == code] == [
        (code, columns)
    ]


def test_a_file_with_another_separator_is_told_so(tmp_path):
    verdict = spoken(tmp_path / "into", as_german_csv(german_table(), "\t"), GERMAN)
    details = verdict.file_problems[0].details
    assert (details["separator"], details["expected"]) == ("\t", ";")
