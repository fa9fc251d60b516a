"""Every format is checked by the same rules: equal sums, equal faults, each at its line."""

import gzip
import io
import json
import struct
import zipfile
from datetime import date

import duckdb
import openpyxl
import pytest

from tests.usage.check.compare import problems_of
from tests.usage.check.files import GOOD, HEADER, check, faults
from tests.usage.check.formats import as_csv, as_json_lines, as_parquet, as_xlsx, content_of, in_every_format
from usage.check.rules import Limits

NAMES = HEADER.split(",")
FORMATS = ["csv", "gzip", "xlsx", "parquet", "json_lines"]


def table(*rows: dict) -> list[list[str]]:
    return [NAMES, *([{**GOOD, **each}[name] for name in NAMES] for each in rows or ({},))]


def refusal(verdict):
    [problem] = verdict.file_problems
    return problem.code, problem.line, dict(problem.details)


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


@pytest.mark.parametrize("name", FORMATS[1:])
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


class TestGzip:
    def test_what_is_cut_off_is_damaged(self, tmp_path):
        packed = gzip.compress(as_csv(table()) * 500)
        assert refusal(check(tmp_path, packed[:-20])) == ("unsupported_format", None, {"damaged": "gzip"})

    def test_a_bomb_is_not_unpacked(self, tmp_path):
        packed = gzip.compress(b"0" * 20_000_000)
        verdict = check(tmp_path, packed, limits=Limits(max_unpacked_bytes=1_000_000))
        assert refusal(verdict)[0] == "file_too_large"
        assert not list(tmp_path.glob("check-*"))


class TestJsonLines:
    def test_members_in_any_order_and_some_left_out(self, tmp_path):
        first = {name: GOOD[name] for name in reversed(NAMES) if name not in ("deductions", "source_ref")}
        second = {**GOOD, "deductions": None}
        lines = "\n".join(map(json.dumps, (first, second))).encode()
        verdict = check(tmp_path, lines)
        assert (verdict.rows, verdict.accepted) == (2, 2)

    def test_numbers_are_taken_as_they_are_written(self, tmp_path):
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
    def test_a_line_that_is_no_object_is_one_bad_row(self, tmp_path, line):
        good = as_json_lines(table()).decode()
        verdict = check(tmp_path, f"{good}{line}\n{good}")
        assert faults(verdict) == [(2, "", "bad_record")]
        assert (verdict.rows, verdict.accepted) == (3, 2)
        assert verdict.groups[0].examples[0].found[:5] == line[:5]

    def test_other_values_are_found_as_json(self, tmp_path):
        line = json.dumps({**GOOD, "market": ["DE"], "quantity": True})
        verdict = check(tmp_path, line)
        assert {each.examples[0].found for each in verdict.groups} == {'["DE"]', "true"}

    def test_a_name_that_is_not_known_refuses_the_file(self, tmp_path):
        verdict = check(tmp_path, json.dumps({**GOOD, "colour": "red"}))
        assert refusal(verdict)[0] == "unknown_column"

    def test_nothing_but_noise(self, tmp_path):
        assert refusal(check(tmp_path, "{\n{\n")) == (
            "unsupported_format",
            None,
            {"damaged": "json_lines"},
        )

    def test_an_enormous_line_refuses_the_file(self, tmp_path):
        good = as_json_lines(table()).decode()
        verdict = check(tmp_path, good + '{"a": "' + "x" * 5000, limits=Limits(max_line_bytes=4000))
        assert refusal(verdict) == ("file_too_large", 2, {"limit": 4000})

    def test_bytes_that_are_no_utf_8_are_refused_with_their_line(self, tmp_path):
        content = as_json_lines(table()) + '{"a": "Müller"}'.encode("latin-1")
        assert refusal(check(tmp_path, content)) == ("bad_encoding", 2, {"byte": "0xFC"})

    def test_nul_is_refused(self, tmp_path):
        content = as_json_lines(table({"source_ref": "a\0b"}))
        assert refusal(check(tmp_path, content)) == ("unsupported_format", 1, {"kind": "binary"})


class TestWorkbook:
    def test_cells_that_are_numbers_and_dates(self, tmp_path):
        book = openpyxl.Workbook()
        book.active.append(NAMES)
        values = {
            **GOOD,
            "usage_date": date(2026, 10, 2),
            "quantity": 0.1,
            "gross_revenue": 1234567.89,
        }
        book.active.append([values[name] or None for name in NAMES])
        content = io.BytesIO()
        book.save(content)
        verdict = check(tmp_path, content.getvalue())
        assert verdict.accepted == 1
        assert (str(verdict.buckets[0].quantity), str(verdict.buckets[0].gross_revenue)) == (
            "0.100000000000",
            "1234567.890000000000",
        )

    def test_blank_rows_are_counted_and_lines_are_the_sheet_s(self, tmp_path):
        rows = table({}, {"market": "XX"})
        rows.insert(1, [""] * len(NAMES))
        verdict = check(tmp_path, as_xlsx(rows))
        assert faults(verdict) == [(4, "market", "unknown_market")]
        assert [(each.code, each.count) for each in verdict.warnings] == [("blank_lines", 1)]

    def test_a_formula_is_refused_with_its_cell(self, tmp_path):
        content = as_xlsx(table({"quantity": "=1+1"}))
        assert refusal(check(tmp_path, content)) == (
            "unsupported_format",
            None,
            {"kind": "formula", "cell": "F2"},
        )

    def test_of_two_sheets_the_one_called_usage(self, tmp_path):
        book = openpyxl.load_workbook(io.BytesIO(as_xlsx(table())))
        book.create_sheet("notes").append(["Figures of October"])
        content = io.BytesIO()
        book.save(content)
        assert check(tmp_path, content.getvalue()).accepted == 1
        book["usage"].title = "Sheet A"
        content = io.BytesIO()
        book.save(content)
        assert refusal(check(tmp_path, content.getvalue())) == (
            "unsupported_format",
            None,
            {"kind": "sheets", "names": ["Sheet A", "notes"]},
        )

    def test_a_bomb_is_not_unpacked(self, tmp_path):
        content = io.BytesIO(as_xlsx(table()))
        with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as parts:
            parts.writestr("xl/worksheets/sheet2.xml", b"<row/>" * 50_000_000)
        assert refusal(check(tmp_path, content.getvalue()))[0] == "file_too_large"

    def test_another_zip_is_no_workbook(self, tmp_path):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as parts:
            parts.writestr("a.txt", "a")
        assert refusal(check(tmp_path, content.getvalue())) == ("unsupported_format", None, {"kind": "zip"})

    @pytest.mark.parametrize("cut", [30, 1000, -200])
    def test_a_damaged_one_is_refused(self, tmp_path, cut):
        content = as_xlsx(table())[:cut]
        assert refusal(check(tmp_path, content))[2] in ({"damaged": "xlsx"}, {"kind": "zip"})

    def test_an_entity_of_the_file_system_stays_where_it_is(self, tmp_path):
        content = io.BytesIO(as_xlsx(table({"market": "XX"})))
        source = zipfile.ZipFile(content)
        evil = io.BytesIO()
        with zipfile.ZipFile(evil, "w") as parts:
            for info in source.infolist():
                data = source.read(info)
                if info.filename == "xl/sharedStrings.xml":
                    data = data.replace(
                        b"<sst", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst', 1
                    ).replace(b"XX", b"&e;")
                parts.writestr(info, data)
        verdict = check(tmp_path, evil.getvalue())
        assert "root:" not in repr(verdict)
        assert verdict.accepted == 0


class TestParquet:
    def write(self, folder, select: str) -> bytes:
        path = folder / "typed.parquet"
        duckdb.sql(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
        return path.read_bytes()

    def typed(self, **cells) -> str:
        values = {name: f"'{GOOD[name]}'" for name in NAMES} | cells
        return "SELECT " + ", ".join(f"{value} AS {name}" for name, value in values.items())

    def test_typed_columns(self, tmp_path):
        content = self.write(
            tmp_path,
            self.typed(
                usage_date="TIMESTAMP '2026-10-02 00:00:00'",
                quantity="12::BIGINT",
                gross_revenue="2.5::DECIMAL(38, 18)",
                deductions="0.1::DOUBLE",
                source_ref="NULL::VARCHAR",
            ),
        )
        verdict = check(tmp_path, content)
        assert (verdict.rows, verdict.accepted) == (1, 1)
        assert str(verdict.buckets[0].gross_revenue) == "2.500000000000"

    def test_a_time_of_day_is_no_date(self, tmp_path):
        content = self.write(tmp_path, self.typed(usage_date="TIMESTAMP '2026-10-02 23:59:59'"))
        assert faults(check(tmp_path, content)) == [(2, "usage_date", "bad_date")]

    def test_the_end_of_the_file_is_noise(self, tmp_path):
        content = as_parquet(table(), tmp_path)
        for cut in (content[:-9] + b"\xff" * 5 + b"PAR1", content[:200], b"PAR1" + b"\0" * 400):
            assert refusal(check(tmp_path, cut))[2] == {"damaged": "parquet"}

    def test_a_length_beyond_the_file(self, tmp_path):
        content = as_parquet(table(), tmp_path)
        evil = content[:-8] + struct.pack("<I", 2**31) + b"PAR1"
        assert refusal(check(tmp_path, evil))[2] == {"damaged": "parquet"}

    def test_a_hundred_thousand_columns(self, tmp_path):
        columns = ", ".join(f"{n} AS c{n}" for n in range(3000))
        assert refusal(check(tmp_path, self.write(tmp_path, f"SELECT {columns}")))[0] == "unknown_column"

    def test_nul_is_refused(self, tmp_path):
        content = self.write(tmp_path, self.typed(source_ref="'a' || chr(0)"))
        assert refusal(check(tmp_path, content)) == ("unsupported_format", None, {"kind": "binary"})


def test_rules_of_rows_are_asked_only_once_for_all(tmp_path):
    """A long free text is refused with its line in every format."""
    long = table({}, {"source_ref": "x" * 5000})
    for name, content in in_every_format(long, tmp_path).items():
        into = tmp_path / f"long-{name}"
        into.mkdir()
        code, line, _details = refusal(check(into, content))
        assert (code, line) == ("file_too_large", 2 if name == "json_lines" else 3), name
