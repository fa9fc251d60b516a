"""Spreadsheets run text that begins like a formula; numbers must stay numbers."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal.web.csv_response import csv_cell, csv_response


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_text_like_a_formula_is_disarmed(start):
    assert csv_cell(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"


def test_numbers_dates_and_nothing_stay_what_they_are():
    assert csv_cell(Decimal("-1E+3")) == "-1000"
    assert csv_cell(-5) == "-5"
    assert csv_cell(date(2026, 10, 5)) == "2026-10-05"
    assert csv_cell(datetime(2026, 10, 5, 8, tzinfo=UTC)) == "2026-10-05T08:00:00+00:00"
    assert csv_cell(None) == ""
    assert csv_cell("a-b") == "a-b"


def test_the_file_is_marked_quoted_and_named():
    response = csv_response(name="rows of/AGR", rows=[["a", "b"], ['say "hi"', "x,y\n"]])
    assert b"".join(response.streaming_content) == '\ufeffa,b\r\n"say ""hi""","x,y\n"\r\n'.encode()
    assert response["Content-Disposition"] == 'attachment; filename="rows_ofAGR.csv"'


def test_rows_are_made_only_as_they_are_sent():
    made = []

    def rows():
        for n in range(1000):
            made.append(n)
            yield [n]

    stream = iter(csv_response(name="x", rows=rows(), mark=False).streaming_content)
    assert next(stream) == b"0\r\n"
    assert len(made) < 10
