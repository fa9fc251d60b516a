"""Files that are no workbook, or one that wants to do harm: a sentence each, nothing stored, no 500."""

import io
import os
import zipfile
from zipfile import ZIP_DEFLATED

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook as Book
from openpyxl import load_workbook

from portal.refused import Refused
from portal.workbooks.models import Workbook
from portal.workbooks.store_workbook import content_of, store_workbook
from portal.workbooks.template_file import template_file
from tests.portal.workbooks.books import changed, filled, saved
from tests.portal.workbooks.test_round_trip import imported
from tests.scanners import MARK
from tests.settlements.runs.pages import text_of

SHEET = "xl/worksheets/sheet1.xml"


def with_part(name: str, content: bytes) -> bytes:
    """The template with one part another."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template_file())) as old, zipfile.ZipFile(made, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return made.getvalue()


def entity(place: str) -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e {place}>]><worksheet>&e;</worksheet>'.encode()


def answer_to(client, content: bytes, name: str = "books.xlsx"):
    return client.post(reverse("workbooks"), {"file": SimpleUploadedFile(name, content)}, follow=True)


HOSTILE = {
    "no zip": (b"PK\x03\x04 and then nothing", "is not taken"),
    "text": (b"code,name\nacme,Acme\n", "is not taken"),
    "cut off": (template_file, "is not taken"),
    "zip bomb": (lambda: with_part(SHEET, b"<c/>" * 6_000_000), "too large"),
    "many cells": (lambda: with_part(SHEET, b"<worksheet>" + b"<c/>" * 900_000), "too large"),
    "entity of a file": (lambda: with_part(SHEET, entity('SYSTEM "file:///etc/passwd"')), "XML entities"),
    "billion laughs": (lambda: with_part(SHEET, entity('"ha"')), "XML entities"),
    "utf-16 entity": (
        lambda: with_part(SHEET, entity('"ha"').decode().encode("utf-16-le")),
        "XML entities",
    ),
    "too many bytes": (lambda: with_part("xl/media/a.bin", os.urandom(6 * 1024 * 1024)), "at most"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_workbook_gets_a_sentence(client, mona, kind):
    content, sentence = HOSTILE[kind]
    content = content() if callable(content) else content
    if kind == "cut off":
        content = content[:3000]
    client.force_login(mona)
    answer = answer_to(client, content)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Workbook.objects.exists()


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"no xml",
        b"<worksheet",
        b'<?xml version="1.0" encoding="cp037"?><a/>',
        b"<worksheet/>",
        b"\xff\xfe",
    ],
)
def test_a_broken_part_gets_a_sentence_on_the_page(client, mona, part):
    client.force_login(mona)
    answer = answer_to(client, with_part(SHEET, part))
    assert answer.status_code in (200, 422)
    assert "cannot be read" in text_of(answer) or "columns are missing" in text_of(answer)


@pytest.mark.parametrize(
    "rows, sentence", [(3000, "3001 × 6"), (100_000, "Unpacked the workbook is too large")]
)
def test_a_sheet_of_too_many_rows_is_not_read(client, mona, rows, sentence):
    book = Book(write_only=True)
    page = book.create_sheet("Partners")
    page.append(["code", "name", "legal_name", "town", "country", "language"])
    for number in range(rows):
        page.append([f"p{number}"])
    client.force_login(mona)
    assert sentence in text_of(answer_to(client, saved(book)))


def test_a_far_away_cell_is_not_walked_to(client, mona):
    book = load_workbook(io.BytesIO(template_file()))
    book["Partners"]["XFD1048576"] = "here"
    client.force_login(mona)
    assert "at most 2000 rows" in text_of(answer_to(client, saved(book)))


def test_strange_cells_break_nothing(client, mona):
    book = filled(load_workbook(io.BytesIO(template_file())), changed())
    strange = ["=cmd|'/c calc'!A0", "#REF!", "=SUM(A1:A9)", "1E400", "NaN", "٢٠", "-", "9" * 60, " ", "\t#"]
    for number, value in enumerate(strange, start=10):
        for letter in "ABDFP":
            book["Rates"][f"{letter}{number}"] = value
    book["Rates"]["A30"] = float("inf")
    client.force_login(mona)
    answer = answer_to(client, saved(book))
    assert answer.status_code == 200
    assert "paste its value" in text_of(answer)


def test_the_scanner_is_asked(client, mona, scanner):
    scanner("works")
    client.force_login(mona)
    answer = answer_to(client, with_part(f"xl/media/{MARK.decode()}.bin", b""))
    assert answer.status_code == 422
    assert "harmful" in text_of(answer)


def test_the_same_bytes_are_the_same_workbook(mona, carla):
    content = template_file()
    first = store_workbook(content=content, name="a.xlsx", by=mona)
    assert store_workbook(content=content, name="b.xlsx", by=carla) == first


def test_bytes_that_the_storage_lost_are_asked_for_again(client, mona):
    client.force_login(mona)
    content = saved(filled(load_workbook(io.BytesIO(template_file())), changed()))
    page = text_of(answer_to(client, content))
    stored = Workbook.objects.get()
    stored.content.storage.delete(stored.content.name)
    answer = imported(client, stored, page)
    assert answer.status_code == 422
    assert "Hand it in again" in text_of(answer)
    assert "Faults" not in text_of(answer_to(client, content))
    assert imported(client, stored, page).status_code == 200


def test_bytes_that_the_storage_changed_are_stored_anew(mona):
    content = template_file()
    stored = store_workbook(content=content, name="a.xlsx", by=mona)
    with stored.content.storage.open(stored.content.name, "wb") as file:
        file.write(b"other")
    with pytest.raises(Refused, match="Hand it in again"):
        content_of(stored)
    assert content_of(store_workbook(content=content, name="a.xlsx", by=mona)) == content


@pytest.mark.parametrize(
    "spans",
    [
        '<mergeCells count="1"><mergeCell ref="A1:B1048576"/></mergeCells>',
        '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>',
        '<hyperlinks><hyperlink ref="A:XFD" location="x"/></hyperlinks>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_spans_whole_columns_is_not_unfolded(client, mona, spans, encoding):
    """A few bytes would make a cell of every place that a merge or a link spans."""
    part = f'<?xml version="1.0" encoding="{encoding}"?><worksheet><sheetData/>{spans}</worksheet>'
    client.force_login(mona)
    answer = answer_to(client, with_part(SHEET, part.encode(encoding)))
    assert answer.status_code == 422
    assert "too large" in text_of(answer)
    assert not Workbook.objects.exists()
