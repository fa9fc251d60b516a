"""JSON Lines: one object a line, numbers as they are written."""

import json

import pytest

from tests.usage.check.files import GOOD, check, faults
from tests.usage.formats.tables import NAMES, as_json_lines, refusal, table
from usage.check.rules import Limits


def test_members_in_any_order_and_some_left_out(tmp_path):
    first = {name: GOOD[name] for name in reversed(NAMES) if name not in ("deductions", "source_ref")}
    second = {**GOOD, "deductions": None}
    lines = "\n".join(map(json.dumps, (first, second))).encode()
    verdict = check(tmp_path, lines)
    assert (verdict.rows, verdict.accepted) == (2, 2)


def test_numbers_are_taken_as_they_are_written(tmp_path):
    text = json.dumps({**GOOD, "quantity": 0, "gross_revenue": 0})
    line = text.replace('"quantity": 0', '"quantity": 12345678901234.123456789012')
    right = line.replace('"gross_revenue": 0', '"gross_revenue": 0.1')
    wrong = line.replace('"gross_revenue": 0', '"gross_revenue": 1e3')
    verdict = check(tmp_path, f"{right}\n{wrong}\n")
    assert faults(verdict) == [(2, "gross_revenue", "bad_number")]
    assert str(verdict.buckets[0].quantity) == "12345678901234.123456789012"


@pytest.mark.parametrize(
    "line",
    [
        "[1, 2]",
        '{"usage_date": "2026-10-01"',
        '{"usage_date": 1, "usage_date": 2}',
        "2026-10-02,search,llama-3-8b,US,requests,12,2.50,USD,client-001,0.10,,",
        '{"a":' * 5000,
        "null",
    ],
)
def test_a_line_that_is_no_object_is_one_bad_row(tmp_path, line):
    good = as_json_lines(table()).decode()
    verdict = check(tmp_path, f"{good}{line}\n{good}")
    assert faults(verdict) == [(2, "", "bad_record")]
    assert (verdict.rows, verdict.accepted) == (3, 2)
    assert verdict.groups[0].examples[0].found[:5] == line[:5]


def test_other_values_are_found_as_json(tmp_path):
    line = json.dumps({**GOOD, "market": ["DE"], "quantity": True})
    verdict = check(tmp_path, line)
    assert {each.examples[0].found for each in verdict.groups} == {'["DE"]', "true"}


def test_a_name_that_is_not_known_refuses_the_file(tmp_path):
    verdict = check(tmp_path, json.dumps({**GOOD, "colour": "red"}))
    assert refusal(verdict)[0] == "unknown_column"


def test_nothing_but_noise(tmp_path):
    assert refusal(check(tmp_path, "{\n{\n")) == (
        "unsupported_format",
        None,
        {"damaged": "json_lines"},
    )


def test_an_enormous_line_refuses_the_file(tmp_path):
    good = as_json_lines(table()).decode()
    verdict = check(tmp_path, good + '{"a": "' + "x" * 5000, limits=Limits(max_line_bytes=4000))
    assert refusal(verdict) == ("file_too_large", 2, {"limit": 4000})


def test_bytes_that_are_no_utf_8_are_refused_with_their_line(tmp_path):
    content = as_json_lines(table()) + '{"a": "Müller"}'.encode("latin-1")
    assert refusal(check(tmp_path, content)) == ("bad_encoding", 2, {"byte": "0xFC"})


def test_nul_is_refused(tmp_path):
    content = as_json_lines(table({"source_ref": "a\0b"}))
    assert refusal(check(tmp_path, content)) == ("unsupported_format", 1, {"kind": "binary"})


def test_an_object_without_values_is_a_row_wherever_it_stands(tmp_path):
    good = as_json_lines(table()).decode()
    for empty in ("{}", '{"usage_date": null}', '{"usage_date": "", "market": null}'):
        verdict = check(tmp_path, f"{empty}\n{good}{empty}\n")
        assert (verdict.rows, verdict.accepted, verdict.rejected, verdict.warnings) == (3, 1, 2, ())
        assert {line for line, _column, _code in faults(verdict)} == {1, 3}


def test_an_enormous_first_row_is_read_as_any_other(tmp_path):
    good = as_json_lines(table()).decode()
    wrong = json.dumps({**GOOD, "market": "x" * 5000})
    assert faults(check(tmp_path, f"{wrong}\n{good}")) == [(1, "market", "unknown_market")]
    long = json.dumps({**GOOD, "source_ref": "x" * 5000})
    assert refusal(check(tmp_path, f"{long}\n{good}")) == ("file_too_large", 1, {"limit": 2048})


@pytest.mark.parametrize("name", ["\\ud800", "a\\u0000b", "n" * 2000])
def test_a_name_that_cannot_be_kept_refuses_the_file_with_one_that_can(tmp_path, name):
    code, line, details = refusal(check(tmp_path, as_json_lines(table()) + b'{"%s": 1}' % name.encode()))
    assert (code, line, details["count"]) == ("unknown_column", 1, 1)
    [shown] = details["columns"]
    assert len(shown) <= 60
    assert "\0" not in shown
    assert shown.encode()


def test_what_grows_beyond_the_limit_is_stopped(tmp_path):
    names = json.dumps({f"c{n}": 1 for n in range(900)})
    verdict = check(tmp_path, "{}\n" * 5000 + names, limits=Limits(max_unpacked_bytes=1024 * 1024))
    assert refusal(verdict)[0] == "file_too_large"
