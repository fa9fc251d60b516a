"""A dialect changes how a file is read, never what is found in it."""

import json
from decimal import Decimal

import duckdb
import pytest

from tests.usage.check.compare import problems_of
from tests.usage.check.files import check, rules
from tests.usage.dialects.german import GERMAN, OWN, as_german_csv, german_table
from tests.usage.formats.tables import MAKERS, as_csv, content_of, table
from usage.check.check_file import check_file
from usage.dialects.read_definition import read_definition

ROWS = (
    {},
    {"usage_date": "2026-11-01", "quantity": "1234567.25"},
    {"market": "XX", "customer_ref": 'a, "b"'},
    {"gross_revenue": "0.1000000000001", "currency": ""},
    {"source_ref": "r1"},
    {"source_ref": "r1", "application": "suche"},
    {"quantity": "+5"},
    {"unit": "日本"},
    {"gross_revenue": "-1"},
    {"gross_revenue": "1234567.000000000001", "deductions": ""},
    {"usage_date": "gestern", "customer_ref": "eva@example.org"},
    {"deployment": "eu-1", "application": "", "model": "", "market": ""},
)


def spoken(folder, content: bytes, definition: dict, **changes):
    folder.mkdir(exist_ok=True)
    path = folder / "report"
    path.write_bytes(content)
    return check_file(path=path, rules=rules(**changes), into=folder, dialect=read_definition(definition))


def told(verdict) -> list[tuple]:
    """Every problem as line, column, code, found, expected."""
    query = (
        f"SELECT line, \"column\", code, found, expected FROM '{verdict.problems_path}' ORDER BY line, place"
    )
    return [(*rest, json.loads(expected)) for *rest, expected in duckdb.sql(query).fetchall()]


def faults(verdict) -> list[tuple]:
    """Every problem as line, column, code."""
    return [each[:3] for each in problems_of(verdict)]


@pytest.mark.parametrize("name", MAKERS)
def test_the_same_usage_has_the_same_verdict_in_both_layouts(tmp_path, name):
    plain = check(tmp_path, as_csv(table(*ROWS)))
    assert (plain.rows, plain.accepted) == (12, 4)
    german = german_table(*ROWS)
    content = as_german_csv(german) if name == "csv" else content_of(name, german, tmp_path)
    definition = GERMAN if name == "csv" else {**GERMAN, "separator": ","}
    verdict = spoken(tmp_path / name, content, definition)
    assert not verdict.file_problems
    assert (verdict.rows, verdict.accepted, verdict.rejected) == (12, 4, 8)
    assert verdict.buckets == plain.buckets
    assert (verdict.by_currency, verdict.by_model) == (plain.by_currency, plain.by_model)
    shift = 1 if name == "json_lines" else 0  # its first line is a row
    assert sorted(faults(verdict)) == sorted((line - shift, *rest) for line, *rest in faults(plain))


def test_what_stood_in_the_file_is_what_is_found(tmp_path):
    text = german_table({}, {})
    columns = text[0]
    for name, cell in (("quantity", "12.34"), ("gross_revenue", "1.234,5x"), ("usage_date", "2026-10-05")):
        text[1][columns.index(OWN[name])] = cell
    for name, cell in (
        ("quantity", "-1.000"),
        ("usage_date", "05.11.2026"),
        ("gross_revenue", "0,1234567890123"),
    ):
        text[2][columns.index(OWN[name])] = cell
    [day, quantity, revenue, late, negative, fine] = told(
        spoken(tmp_path / "into", as_german_csv(text), GERMAN)
    )
    # In German 12.34 is no number and 2026-10-05 no date, though the canonical file would take both.
    assert day == (2, "usage_date", "bad_date", "2026-10-05", {"written": "31.12.2026"})
    assert quantity == (2, "quantity", "bad_number", "12.34", {"written": "1.234.567,89"})
    assert revenue == (2, "gross_revenue", "bad_number", "1.234,5x", {"written": "1.234.567,89"})
    assert late[1:4] == ("usage_date", "date_outside_period", "05.11.2026 → 2026-11-05")
    assert negative[1:4] == ("quantity", "negative_value", "-1.000 → -1000")
    assert fine[1:4] == ("gross_revenue", "too_many_decimals", "0,1234567890123 → 0.1234567890123")


def test_units_are_multiplied_and_words_stand_for_codes(tmp_path):
    text = german_table({"quantity": "1234.5"})
    text[1][text[0].index("Einheit")] = "Tsd. Anfragen"
    verdict = spoken(tmp_path / "into", as_german_csv(text), GERMAN)
    [bucket] = verdict.buckets
    assert (bucket.unit, bucket.quantity, bucket.market) == ("requests", Decimal("1234500"), "US")


def test_a_code_that_no_row_may_have_is_named_with_the_word_for_it(tmp_path):
    definition = {**GERMAN, "words": {**GERMAN["words"], "model": {"llama-3-8b": "gone"}}}
    [problem] = told(spoken(tmp_path / "into", as_german_csv(german_table()), definition))
    assert problem[:4] == (2, "model", "unknown_model", "llama-3-8b → gone")


def test_lines_keep_their_numbers(tmp_path):
    """Lines above the header, a quoted line break, a total: the fault after them has its own line."""
    wrong, *_rest = german_table({"market": "XX"})[1:]
    wrong[0] = "zwei\nZeilen"
    total = ["", "Summe", *[""] * 11]
    head, good = german_table({})
    body = as_german_csv([head, good, wrong, total, good, wrong]).decode().replace("\r\n", "\n")
    content = f"Nutzung Oktober;;\n\n{body}\n".encode()
    definition = {**GERMAN, "header_line": 3, "left_out": [{"column": "Datum", "values": ["Summe"]}]}
    verdict = spoken(tmp_path / "into", content, definition)
    assert (verdict.rows, verdict.accepted, verdict.rejected) == (4, 2, 2)
    # 3 the header, 4 right, 5 and 6 wrong, 7 the total, 8 right, 9 and 10 wrong, 11 blank.
    assert [each[0] for each in told(verdict)] == [5, 9]
    assert [
        (each.code, each.count, each.lines) for each in verdict.warnings if each.code != "equal_rows"
    ] == [
        ("blank_lines", 1, ()),
        ("left_out", 1, (7,)),
    ]


def test_rows_of_other_widths_and_open_quotes_are_named_in_the_partners_columns(tmp_path):
    head, good = german_table({})
    short, long = good[:6], [*good, "mehr"]
    broken = as_german_csv([good[:5]]).rstrip() + b';"12;2,50;x\n'
    content = as_german_csv([head, short, long]) + broken
    found = told(spoken(tmp_path / "into", content, GERMAN))
    # The sixth own column is the unit; the canonical file has its column elsewhere.
    assert found[0] == (2, "quantity", "too_few_columns", "6", {"columns": 13})
    assert found[1] == (3, "", "too_many_columns", "14", {"columns": 13})
    assert found[2][:3] == (4, "unit", "unterminated_quote")
    assert len(found) == 3


def test_numbers_and_dates_that_are_no_text_are_what_they_are(tmp_path):
    """1.234 in a Parquet column of doubles is not 1234, whatever marks the dialect declares for text."""
    path = tmp_path / "typed.parquet"
    columns = {
        **german_like(),
        "Datum": "DATE '2026-10-05'",
        "Menge": "1.234::DOUBLE",
        "Umsatz": "0.50::DECIMAL(9,2)",
    }
    values = ", ".join(f'{value} AS "{name}"' for name, value in columns.items())
    duckdb.sql(f"COPY (SELECT {values}) TO '{path}' (FORMAT parquet)")
    verdict = spoken(tmp_path / "into", path.read_bytes(), GERMAN)
    [bucket] = verdict.buckets
    assert (bucket.quantity, bucket.gross_revenue) == (Decimal("1.234"), Decimal("0.5"))
    row = {**dict(zip(*german_table(), strict=True)), "Menge": 1.234, "Umsatz": 0.5}
    verdict = spoken(tmp_path / "json", json.dumps(row).encode(), GERMAN)
    assert verdict.buckets[0].quantity == Decimal("1.234")


def german_like() -> dict[str, str]:
    names, cells = german_table()
    return {name: "'" + cell.replace("'", "''") + "'" for name, cell in zip(names, cells, strict=True)}


def test_case_empty_words_constants_and_turned_deductions(tmp_path):
    columns = {**GERMAN["columns"], "unit": {"constant": "requests"}, "application": {"constant": "search"}}
    definition = {
        **GERMAN,
        "columns": columns,
        "units": {},
        "unit_factor": "1000",
        "ignored": ["Bemerkung", "Einheit", "Anwendung"],
        "ignore_case": True,
        "empty": ["NULL"],
        "negative_deductions": True,
        "words": {"market": {"VEREINIGTE staaten": "US"}, "currency": {"dollar": "USD"}},
    }
    text = german_table({"deductions": "-0.25", "source_ref": "NULL", "quantity": "2"}, {"quantity": "NULL"})
    verdict = spoken(tmp_path / "into", as_german_csv(text), definition)
    [bucket] = verdict.buckets
    assert (bucket.quantity, bucket.deductions) == (Decimal(2000), Decimal("0.25"))
    assert [each[:3] for each in told(verdict)] == [
        (3, "quantity", "missing_value"),
        (3, "deductions", "negative_value"),
    ]


@pytest.mark.parametrize(
    "junk", [b"\0", b'"', b"\x1f\r\r\n", b'{"a": 1}\n', b"PK\x03\x04", b"", b";" * 3000, b"\xff"]
)
def test_no_content_raises(tmp_path, junk):
    verdict = spoken(tmp_path / "into", junk, GERMAN)
    assert verdict.file_problems
    head = as_german_csv(german_table())
    verdict = spoken(tmp_path / "more", head + junk, GERMAN)
    assert verdict.file_problems or verdict.accepted + verdict.rejected == verdict.rows
