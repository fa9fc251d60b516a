"""What is wrong with a file, row by row, and the files to take away."""

import csv
import io
import json

import duckdb
import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from tests.factories.usage import ROW, body, body_bytes, checked_report, csv_bytes
from tests.usage.formats.tables import content_of

pytestmark = pytest.mark.django_db
REASON = (
    "usage_date: Not a date: a real day, written like 2026-10-31; "
    "currency: Unknown currency: a currency code such as EUR, JPY or USD"
)


def test_errors_name_row_column_found_expected_and_fix(client, report, uma):
    client.force_login(uma)
    url = reverse("report_errors", args=[report.pk])
    page = body(client.get(url))
    for text in ("Unknown market", "<code>market</code>", "XX", "a country code such as DE", "31.10.2026"):
        assert text in page
    chosen = body(client.get(url, {"code": "bad_date", "column": "usage_date"}))
    assert "31.10.2026" in chosen
    for nonsense in (
        {"code": "' OR 1=1"},
        {"page": "-9"},
        {"page": "x" * 500},
        {"code": "bad_date", "column": "'"},
    ):
        assert client.get(url, nonsense).status_code == 200


def test_problems_and_rejected_rows_come_as_csv_safe_to_open(client, report, uma):
    client.force_login(uma)
    problems = list(
        csv.reader(io.StringIO(body(client.get(reverse("report_problems_csv", args=[report.pk])))))
    )
    assert [(row[0], row[1], row[2]) for row in problems[1:]] == [
        ("3", "model", "unknown_model"),
        ("3", "market", "unknown_market"),
        ("4", "usage_date", "bad_date"),
    ]
    text = body(client.get(reverse("report_failed_rows", args=[report.pk])))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0][:2] == ["line", "reason"]
    assert [row[0] for row in rows[1:]] == ["3", "4"]
    assert rows[1][4] == "'=cmd|' /C calc'!A0"
    assert "model: Unknown model" in rows[1][1]


def test_a_row_that_is_too_long_keeps_all_its_cells(client, agreement, uma):
    content = csv_bytes({}).decode() + ",".join([*ROW.values(), "one", "more"]) + "\n"
    report = checked_report(agreement, "2026-10", content.encode(), by=uma)
    client.force_login(uma)
    text = body(client.get(reverse("report_failed_rows", args=[report.pk])))
    [header, row] = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert row[2:] == [*ROW.values(), "one", "more"]
    assert len(row) == len(header) + 2


@pytest.mark.parametrize("name", ["xlsx", "json_lines", "parquet", "gzip"])
def test_rejected_rows_come_back_in_the_file_s_own_format(client, agreement, uma, tmp_path, name):
    table = [list(ROW), list(ROW.values()), [*list(ROW.values())[:-1], "EURO"], list(ROW.values())]
    table[2][0] = "=1+1"
    if name == "xlsx":
        table[2][0] = "'=1+1"
    report = checked_report(agreement, "2026-10", content_of(name, table, tmp_path), by=uma)
    client.force_login(uma)
    response = client.get(reverse("report_failed_rows", args=[report.pk]))
    line = 2 if name == "json_lines" else 3
    assert read(name, body_bytes(response), tmp_path) == [
        ["line", "reason", *ROW],
        [str(line), REASON, ("'" if name == "gzip" else "") + table[2][0], *table[2][1:]],
    ]


def read(name: str, content: bytes, folder) -> list[list]:
    """The table in a file that was taken away; CSV is disarmed for spreadsheets."""
    if name == "gzip":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    if name == "json_lines":
        rows = [json.loads(line) for line in content.decode().splitlines()]
        return [list(rows[0]), *(list(row.values()) for row in rows)]
    path = folder / f"taken.{name}"
    path.write_bytes(content)
    if name == "xlsx":
        return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["usage"]]
    found = duckdb.sql(f"SELECT * FROM '{path}'")
    return [found.columns, *map(list, found.fetchall())]


def test_the_original_comes_back_byte_for_byte_as_an_attachment(client, agreement, uma):
    content = b"<script>alert(1)</script>\x00\xff"
    report = checked_report(agreement, "2026-10", content, by=uma, name="evil.html")
    client.force_login(uma)
    response = client.get(reverse("report_file", args=[report.pk]))
    assert b"".join(response.streaming_content) == content
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    "name", ["report_errors", "report_problems_csv", "report_failed_rows", "report_file"]
)
def test_what_the_storage_has_lost_is_a_page_not_found(client, report, uma, name):
    for stored in (report.file.content.name, *report.problems):
        default_storage.delete(stored)
    client.force_login(uma)
    assert client.get(reverse(name, args=[report.pk])).status_code == 404
