"""Excel workbooks: cells, sheets, and files made to hurt."""

import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from tests.usage.check.files import GOOD, check, faults
from tests.usage.formats.tables import NAMES, as_xlsx, refusal, table


def test_cells_that_are_numbers_and_dates(tmp_path):
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


def test_blank_rows_are_counted_and_lines_are_the_sheet_s(tmp_path):
    rows = table({}, {"market": "XX"})
    rows.insert(1, [""] * len(NAMES))
    verdict = check(tmp_path, as_xlsx(rows))
    assert faults(verdict) == [(4, "market", "unknown_market")]
    assert [(each.code, each.count) for each in verdict.warnings] == [("blank_lines", 1)]


def test_a_formula_is_refused_with_its_cell(tmp_path):
    content = as_xlsx(table({"quantity": "=1+1"}))
    assert refusal(check(tmp_path, content)) == (
        "unsupported_format",
        None,
        {"kind": "formula", "cell": "F2"},
    )


def test_of_two_sheets_the_one_called_usage(tmp_path):
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


def test_a_bomb_is_not_unpacked(tmp_path):
    content = io.BytesIO(as_xlsx(table()))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet2.xml", b"<row/>" * 50_000_000)
    assert refusal(check(tmp_path, content.getvalue()))[0] == "file_too_large"


def test_another_zip_is_no_workbook(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        parts.writestr("a.txt", "a")
    assert refusal(check(tmp_path, content.getvalue())) == ("unsupported_format", None, {"kind": "zip"})


@pytest.mark.parametrize("cut", [30, 1000, -200])
def test_a_damaged_one_is_refused(tmp_path, cut):
    content = as_xlsx(table())[:cut]
    assert refusal(check(tmp_path, content))[2] in ({"damaged": "xlsx"}, {"kind": "zip"})


def test_an_entity_of_the_file_system_stays_where_it_is(tmp_path):
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


def cell(new: bytes, *, place: bytes = b"F2", names: bool = True) -> bytes:
    """A workbook of one row, a cell of which has this XML."""
    source = zipfile.ZipFile(io.BytesIO(as_xlsx(table())))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                data, count = re.subn(rb'<c r="%s"[^>]*?(/>|>.*?</c>)' % place, new, data)
                assert count == 1
                data = data if names else re.sub(rb' r="[A-L]?[0-9]+"', b"", data)
            parts.writestr(info, data)
    return content.getvalue()


@pytest.mark.parametrize(
    ("xml", "names"),
    [
        (b"<c r='F2'><f>1+1</f><v>7</v></c>", True),
        (b'<c r="F2"><!-- --><f>1+1</f><v>7</v></c>', True),
        (b'<c r="F2"><f t="shared" si="0"/><v>7</v></c>', True),
        (b"<c><f>1+1</f><v>7</v></c>", False),
    ],
)
def test_a_formula_is_found_however_it_is_written(tmp_path, xml, names):
    assert refusal(check(tmp_path, cell(xml, names=names)))[2] == {"kind": "formula", "cell": "F2"}


def test_an_error_is_not_an_empty_cell(tmp_path):
    verdict = check(tmp_path, cell(b'<c r="J2" t="e"><v>#DIV/0!</v></c>', place=b"J2"))
    assert faults(verdict) == [(2, "deductions", "bad_number")]
    assert verdict.groups[0].examples[0].found == "#DIV/0!"


@pytest.mark.parametrize(
    ("value", "column", "code"),
    [
        (1e-18, "quantity", "too_many_decimals"),
        (1e22, "quantity", "number_too_large"),
        (True, "quantity", "bad_number"),
        (datetime(2026, 10, 2, 0, 0, 0, 500_000), "usage_date", "bad_date"),  # noqa: DTZ001 (as Excel has it)
        (datetime(2026, 10, 2, 12), "usage_date", "bad_date"),  # noqa: DTZ001 (as Excel has it)
    ],
)
def test_a_value_no_csv_may_hold_is_refused(tmp_path, value, column, code):
    book = openpyxl.Workbook()
    book.active.append(NAMES)
    book.active.append([{**GOOD, column: value}[name] or None for name in NAMES])
    content = io.BytesIO()
    book.save(content)
    assert faults(check(tmp_path, content.getvalue())) == [(2, column, code)]
