"""Files that are no report at all, and files at the edge of being one: always a verdict."""

import pytest

from tests.usage.check.files import HEADER, check, check_rows, faults, row, rules
from usage.check.check_file import check_file
from usage.check.rules import Limits

GOOD = f"{HEADER}\n{row()}\n"
MIB = 1024 * 1024


def refusal(verdict):
    """Code and line of the one problem of a refused file."""
    assert not verdict.readable
    assert verdict.rows == verdict.accepted == verdict.rejected == 0
    assert verdict.rows_path is None
    [problem] = verdict.file_problems
    return problem.code, problem.line


@pytest.mark.parametrize(
    "content, code, line",
    [
        (b"", "empty_file", None),
        (b"\xef\xbb\xbf", "empty_file", None),
        (b"\n \r\n\t\n", "empty_file", None),
        (HEADER.encode(), "empty_file", None),
        (HEADER.encode() + b"\r\n\r\n\r\n", "empty_file", None),
        (b"\x1f\x8b\x08" + b"x" * 99, "unsupported_format", None),
        (b"PK\x03\x04" + b"x" * 99, "unsupported_format", None),
        (b"PAR1" + b"x" * 99, "unsupported_format", None),
        (b'[{"usage_date": "2026-10-01"}]\n', "unsupported_format", None),
        (b"<html></html>\n", "unsupported_format", None),
        (GOOD.encode() + b"a\0b\n", "unsupported_format", 3),
        (GOOD.replace("\n", "\r").encode(), "unsupported_format", None),
        (GOOD.encode("utf-16"), "bad_encoding", 1),
        (GOOD.encode() + row(customer_ref="Müller").encode("latin-1") + b"\n", "bad_encoding", 3),
        (GOOD.encode() + "日".encode()[:2], "bad_encoding", 3),
        (GOOD.encode() + "日".encode()[1:], "bad_encoding", 3),
        (b"x" * (17 * MIB), "file_too_large", 1),
        (GOOD.encode() + b"x" * (17 * MIB) + b"\n" + GOOD.encode(), "file_too_large", 3),
    ],
)
def test_what_is_no_csv_is_refused_with_its_line(tmp_path, content, code, line):
    assert refusal(check(tmp_path, content)) == (code, line)


def test_a_file_above_the_limit_is_refused(tmp_path):
    verdict = check(tmp_path, GOOD, limits=Limits(max_bytes=len(GOOD) - 1))
    assert refusal(verdict) == ("file_too_large", None)
    assert check(tmp_path, GOOD, limits=Limits(max_bytes=len(GOOD))).accepted == 1


@pytest.mark.parametrize("size", [MIB - 1, MIB, MIB + 1])
def test_a_fault_at_the_seam_of_two_blocks_has_its_line(tmp_path, size):
    """The file is read a MiB at a time; nothing may depend on where it is cut."""
    rows = f"{HEADER}\n" + f"{row()}\n" * (size // len(row()))
    content = rows[: rows.rindex("\n", 0, size - 100) + 1].encode()
    filler = row(customer_ref="c" * (size - len(content) - 200))
    content += filler.encode()
    padded = content + b"," * (size - len(content) - 1)
    lines = padded.count(b"\n")
    assert refusal(check(tmp_path, padded + "日".encode()[:2] + b"\n")) == ("bad_encoding", lines + 1)
    verdict = check(tmp_path, padded + "日".encode() + b"\r\n" + row().encode() + b"\n")
    assert verdict.rows == lines + 1
    assert faults(verdict) == [(lines + 1, "", "too_many_columns")]


@pytest.mark.parametrize(
    "header, codes",
    [
        (HEADER.replace(",unit", ""), {"missing_column"}),
        (HEADER.replace("unit", "units"), {"missing_column", "unknown_column"}),
        (HEADER.replace("unit", "Unit"), {"missing_column", "unknown_column"}),
        (HEADER.replace("unit", " unit"), {"missing_column", "unknown_column"}),
        (HEADER + ",currency", {"duplicate_column"}),
        (HEADER + ",", {"unknown_column"}),
        (HEADER.replace(",", ";"), {"missing_column", "unknown_column"}),
        (HEADER.replace("unit", '"unit'), {"unterminated_quote"}),
        ("", {"missing_column"}),
        (",".join(f"c{number}" for number in range(100_000)), {"missing_column", "unknown_column"}),
        ("x" * 10_000_000, {"missing_column", "unknown_column"}),
        (row(), {"missing_column", "unknown_column"}),
    ],
)
def test_a_header_is_refused_with_all_its_faults_and_short_details(tmp_path, header, codes):
    verdict = check(tmp_path, f"{header}\n{row()}\n")
    assert {problem.code for problem in verdict.file_problems} == codes
    assert {problem.line for problem in verdict.file_problems} == {1}
    assert len(str(verdict.file_problems)) < 4000


def test_a_header_may_be_quoted_and_in_any_order(tmp_path):
    names = HEADER.split(",")
    header = ",".join(f'"{name}"' for name in reversed(names))
    verdict = check(tmp_path, f"{header}\n{','.join(reversed(row().split(',')))}\n")
    assert (verdict.rows, verdict.accepted) == (1, 1)
    assert verdict.buckets[0].quantity == 12


@pytest.mark.parametrize("names", [["customer_ref", "deductions", "deployment", "source_ref"]])
def test_optional_columns_may_be_absent(tmp_path, names):
    header = ",".join(name for name in HEADER.split(",") if name not in names)
    verdict = check(tmp_path, f"{header}\n{','.join(row().split(',')[:8])}\n")
    assert (verdict.accepted, verdict.buckets[0].deductions) == (1, 0)


def test_a_deployment_column_stands_in_for_three_others(tmp_path):
    header = "usage_date,deployment,unit,quantity,gross_revenue,currency"
    verdict = check(tmp_path, f"{header}\n2026-10-02,eu-1,requests,1,2,USD\n2026-10-02,,requests,1,2,USD\n")
    assert faults(verdict) == [(3, "deployment", "missing_value")]
    assert [(each.application, each.market, each.rows) for each in verdict.buckets] == [("search", "DE", 1)]


@pytest.mark.parametrize(
    "line, fault",
    [
        ("x" * 10_000_000, ("application", "too_few_columns")),
        ("," * 10_000_000, ("", "too_many_columns")),
        ("," * 99_999, ("", "too_many_columns")),
        (row(gross_revenue="日" * 1000), ("gross_revenue", "bad_number")),
        ('"' * 10_000_000, ("application", "too_few_columns")),
        (row(application="x" * 10_000_000), ("application", "unknown_application")),
        (row(application='"' + "x," * 2_000_000 + '"'), ("application", "unknown_application")),
        (row(quantity="9" * 1_000_000), ("quantity", "number_too_large")),
        (row(model='"open' + "x," * 5000), ("model", "unterminated_quote")),
        (row(model='"open' + "x," * 5000 + '"shut'), ("model", "unterminated_quote")),
        (row(unit='"' + '""' * 5000 + '"', customer_ref='"a,b"'), ("unit", "unknown_unit")),
    ],
)
def test_an_enormous_line_is_one_rejected_row(tmp_path, line, fault):
    verdict = check_rows(tmp_path, row(), line, row())
    assert (verdict.rows, verdict.accepted, verdict.rejected) == (3, 2, 1)
    assert faults(verdict) == [(3, *fault)]
    assert len(verdict.groups[0].examples[0].found) <= 201


@pytest.mark.parametrize("column", ["customer_ref", "source_ref"])
def test_a_line_with_no_fault_but_its_length_refuses_the_file(tmp_path, column):
    assert refusal(check_rows(tmp_path, row(), row(**{column: "x" * 3000}))) == ("file_too_large", 3)
    assert check_rows(tmp_path, row(), row(**{column: "x" * 1500})).accepted == 2


def test_rows_of_kilobytes_beyond_the_memory_are_refused_with_a_sentence(tmp_path):
    rows = [row(source_ref=f"{number:05d}" + "x" * 1900) for number in range(20_000)]
    verdict = check_rows(tmp_path, *rows, limits=Limits(memory_mib=24))
    assert refusal(verdict) == ("file_too_large", None)


def test_progress_is_told_in_the_callers_thread_and_ends_at_all(tmp_path):
    seen = []
    path = tmp_path / "report.csv"
    path.write_text(GOOD)
    check_file(path=path, rules=rules(), into=tmp_path, on_progress=seen.append)
    assert [progress.stage for progress in seen] == sorted(
        (progress.stage for progress in seen), key=["reading", "checking", "archiving"].index
    )
    assert {progress.bytes_total for progress in seen} == {len(GOOD)}
    assert seen[-1].bytes_done == len(GOOD)


def test_an_error_of_the_caller_ends_the_check_and_leaves_nothing_behind(tmp_path):
    class Superseded(Exception):
        pass

    def stop(progress):
        if progress.stage == "checking":
            raise Superseded

    path = tmp_path / "report.csv"
    path.write_text(GOOD)
    with pytest.raises(Superseded):
        check_file(path=path, rules=rules(), into=tmp_path, on_progress=stop)
    assert [each.name for each in tmp_path.iterdir()] == ["report.csv"]


def test_only_the_two_archives_are_left_behind(tmp_path):
    check(tmp_path, GOOD + '"quoted\ncell",x\n')
    assert {each.name for each in tmp_path.iterdir()} == {
        "report.csv",
        "rows-0.parquet",
        "problems-0.parquet",
    }
